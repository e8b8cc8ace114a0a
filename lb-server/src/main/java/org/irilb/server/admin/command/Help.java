package org.irilb.server.admin.command;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.irilb.server.config.Level;

/** Lists the commands, or those that look like what was typed. Immutable. */
final class Help implements AdminCommand {

    private static final String LINE = "  %-40s: %s";

    private final List<AdminCommand> commands;

    /** @param commands in the order in which they are listed */
    Help(List<AdminCommand> commands) {
        this.commands = commands;
    }

    @Override
    public Spec spec() {
        return Spec.of(Level.USER, "help", "[<command>]", "list all commands, or those like this one");
    }

    @Override
    public Answer run(Call call) {
        List<AdminCommand> like = like(call.arguments(), call.dialogue().level());
        return list(
                "The following commands are valid at this level:",
                like.isEmpty() ? valid(call.dialogue().level()) : like);
    }

    /** The answer to what is no command. */
    Answer unknown(List<String> words, Level level) {
        List<AdminCommand> like = like(words, level);
        if (like.isEmpty()) {
            return list("Unknown command. Please enter one of the following commands only:", valid(level));
        }
        return list("Unknown command, but maybe one of the following ones is a better match:", like);
    }

    private Answer list(String title, List<AdminCommand> chosen) {
        Stream<AdminCommand> closing = Stream.concat(Stream.of(this), SessionCommands.UNLISTED.stream());
        return Answer.info(title + "\n"
                + Stream.concat(chosen.stream(), closing)
                        .map(command -> LINE.formatted(
                                command.spec().usage(), command.spec().purpose()))
                        .collect(Collectors.joining("\n")));
    }

    private List<AdminCommand> valid(Level level) {
        return commands.stream()
                .filter(command -> level.allows(command.spec().level()))
                .toList();
    }

    /** The commands that begin like this, as far as any does; else those in which any of the words occurs. */
    private List<AdminCommand> like(List<String> words, Level level) {
        List<AdminCommand> valid = valid(level);
        int common =
                valid.stream().mapToInt(command -> common(command, words)).max().orElse(0);
        if (common == 0) {
            return valid.stream()
                    .filter(command -> command.spec().words().stream()
                            .anyMatch(own -> words.stream().anyMatch(word -> alike(own, word))))
                    .toList();
        }
        List<AdminCommand> begun = valid.stream()
                .filter(command -> common(command, words) == common)
                .toList();
        List<AdminCommand> closer = begun.stream()
                .filter(command -> command.spec().words().size() > common
                        && words.size() > common
                        && alike(command.spec().words().get(common), words.get(common)))
                .toList();
        return closer.isEmpty() ? begun : closer;
    }

    private static int common(AdminCommand command, List<String> words) {
        int count = 0;
        while (count < words.size()
                && count < command.spec().words().size()
                && command.spec().words().get(count).equals(words.get(count))) {
            count++;
        }
        return count;
    }

    private static boolean alike(String a, String b) {
        return !b.isEmpty() && (a.startsWith(b) || b.startsWith(a));
    }
}
