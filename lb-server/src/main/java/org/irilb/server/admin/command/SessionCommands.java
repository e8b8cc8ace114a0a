package org.irilb.server.admin.command;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.irilb.server.config.Level;

/** The commands about the session itself; each is a few lines. Immutable. */
final class SessionCommands {

    static final List<AdminCommand> ALL = List.of(
            simple("operator", "", "give up the rights of an admin", call -> lower(call, Level.OPERATOR)),
            simple("user", "", "give up all rights but to look at figures", call -> lower(call, Level.USER)),
            simple("show cli level", "", "tell what this session may do", SessionCommands::level),
            simple("set timeout", "[cli] <delay>", "end this session after such a silence", SessionCommands::timeout),
            simple(
                    "set severity-output",
                    "[none|number|string]",
                    "tell with each message how much it matters",
                    SessionCommands::severities));

    /** Always at the end of a list of commands. */
    static final List<AdminCommand> UNLISTED = List.of(
            simple("prompt", "", "turn the prompt on, and off again", SessionCommands::prompt),
            simple("quit", "", "end this session", SessionCommands::quit));

    private SessionCommands() {}

    private static AdminCommand simple(String words, String arguments, String purpose, AdminCommand.Action action) {
        return AdminCommand.of(AdminCommand.Spec.of(Level.USER, words, arguments, purpose), action);
    }

    private static Answer lower(AdminCommand.Call call, Level to) {
        return call.dialogue().lower(to) ? Answer.DONE : Answer.DENIED;
    }

    private static Answer level(AdminCommand.Call call) {
        return Answer.info(call.dialogue().level().word());
    }

    private static Answer prompt(AdminCommand.Call call) {
        call.dialogue().togglePrompt();
        return Answer.DONE;
    }

    private static Answer quit(AdminCommand.Call call) {
        call.dialogue().end();
        return Answer.DONE;
    }

    private static Answer timeout(AdminCommand.Call call) {
        if (!call.argument(0).equals("cli")) {
            return Answer.error("'set timeout' only supports 'cli'.");
        }
        if (call.argument(1).isEmpty()) {
            return Answer.error("Expects an integer value.");
        }
        Optional<Duration> timeout = Delay.parse(call.argument(1));
        timeout.ifPresent(call.dialogue()::timeout);
        return timeout.isPresent() ? Answer.DONE : Answer.error("Invalid timeout value.");
    }

    private static Answer severities(AdminCommand.Call call) {
        Optional<Severity.Output> output =
                switch (call.argument(0)) {
                    case "none" -> Optional.of(Severity.Output.NONE);
                    case "number" -> Optional.of(Severity.Output.NUMBER);
                    case "string" -> Optional.of(Severity.Output.STRING);
                    default -> Optional.empty();
                };
        output.ifPresent(call.dialogue()::severities);
        return output.isPresent()
                ? Answer.DONE
                : Answer.error("one of 'none', 'number', 'string' is a required argument");
    }
}
