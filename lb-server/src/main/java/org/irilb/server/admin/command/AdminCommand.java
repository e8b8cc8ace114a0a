package org.irilb.server.admin.command;

import java.util.List;
import org.irilb.server.config.Level;

/** A command of the admin socket. The admin thread only, which all sessions share: it must not wait for anything. */
public interface AdminCommand {

    Spec spec();

    Answer run(Call call);

    /** What a command does; throws what is wrong with its arguments. */
    interface Action {
        Answer on(Call call) throws Wrong;
    }

    static AdminCommand of(Spec spec, Action action) {
        return new Simple(spec, action);
    }

    /**
     * The same command; {@code next} runs as soon as it has run, and once more when its answer is known if that comes
     * later, in each case before anybody is told, and if it has failed, too.
     */
    static AdminCommand followedBy(AdminCommand command, Runnable next) {
        return new Followed(command, next);
    }

    /** One that is a few lines. */
    record Simple(Spec spec, Action action) implements AdminCommand {
        @Override
        public Answer run(Call call) {
            try {
                return action.on(call);
            } catch (Wrong e) {
                return Answer.error(e.getMessage());
            }
        }
    }

    /** One after which something else is to be done. */
    record Followed(AdminCommand command, Runnable next) implements AdminCommand {
        @Override
        public Spec spec() {
            return command.spec();
        }

        @Override
        public Answer run(Call call) {
            try {
                Answer answer = command.run(call);
                return answer instanceof Answer.Later later
                        ? new Answer.Later(later.answer().whenComplete((told, failure) -> next.run()))
                        : answer;
            } finally {
                next.run();
            }
        }
    }

    /**
     * What is said of a command before it runs.
     *
     * @param words what it starts with, such as {@code show stat}
     * @param usage how it is written; at most 40 characters keep the columns of the list
     * @param purpose what it is for, in a few words
     * @param level what it takes to run it
     */
    record Spec(List<String> words, String usage, String purpose, Level level) {

        /** @param arguments how they are written, after the words */
        public static Spec of(Level level, String words, String arguments, String purpose) {
            String usage = arguments.isEmpty() ? words : words + " " + arguments;
            return new Spec(List.of(words.split(" ")), usage, purpose, level);
        }
    }

    /**
     * One use of a command.
     *
     * @param arguments the words after the command's own
     * @param payload the lines that came after {@code <<}, each with its line end; empty if there were none
     * @param dialogue the session it came through
     */
    record Call(List<String> arguments, String payload, Dialogue dialogue) {

        /** Argument {@code index}, or nothing, which HAProxy takes for an empty word. */
        public String argument(int index) {
            return index < arguments.size() ? arguments.get(index) : "";
        }

        /** The last argument that is one of {@code words}, or an empty word; HAProxy lets the last form win. */
        public String lastOf(String... words) {
            List<String> wanted = List.of(words);
            return arguments.stream().filter(wanted::contains).reduce("", (before, word) -> word);
        }
    }
}
