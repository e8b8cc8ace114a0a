package org.irilb.server.admin.command;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The table of commands. Immutable; the admin thread runs them. */
public final class Commands {

    private static final Logger LOG = LoggerFactory.getLogger(Commands.class);

    private final Map<List<String>, AdminCommand> byWords;
    private final int mostWords;
    private final Help help;

    /** @param own what this socket can do besides the commands that every session has */
    public Commands(List<AdminCommand> own) {
        List<AdminCommand> listed = Stream.concat(own.stream(), SessionCommands.ALL.stream())
                .sorted(Comparator.comparing(command -> command.spec().usage()))
                .toList();
        this.help = new Help(listed);
        this.byWords = Stream.concat(listed.stream(), Stream.concat(Stream.of(help), SessionCommands.UNLISTED.stream()))
                .collect(Collectors.toMap(command -> command.spec().words(), command -> command));
        this.mostWords = byWords.keySet().stream().mapToInt(List::size).max().orElseThrow();
    }

    /** Runs what was asked for. What fails unexpectedly is logged, and the client is told that it did. */
    public Answer run(Request request, Dialogue dialogue) {
        List<String> words = request.words();
        AdminCommand command = find(words);
        if (command == null) {
            return help.unknown(words, dialogue.level());
        }
        if (!dialogue.level().allows(command.spec().level())) {
            return Answer.DENIED;
        }
        try {
            List<String> arguments = words.subList(command.spec().words().size(), words.size());
            Answer answer = command.run(new AdminCommand.Call(arguments, request.payload(), dialogue));
            return answer instanceof Answer.Later later
                    ? new Answer.Later(later.answer().exceptionally(e -> failure(command, e)))
                    : answer;
        } catch (RuntimeException e) {
            return failure(command, e);
        }
    }

    /** The command with the most words that these begin with. */
    private @Nullable AdminCommand find(List<String> words) {
        for (int count = Math.min(words.size(), mostWords); count > 0; count--) {
            AdminCommand command = byWords.get(words.subList(0, count));
            if (command != null) {
                return command;
            }
        }
        return null;
    }

    private static Answer failure(AdminCommand command, Throwable e) {
        LOG.error("admin command '{}' failed", command.spec().usage(), e);
        return Answer.error("Internal error, see the log.");
    }
}
