package org.irilb.server.admin.process;

import java.util.List;
import java.util.Set;
import org.irilb.server.admin.command.AdminCommand;
import org.irilb.server.admin.command.Answer;
import org.irilb.server.admin.command.Wrong;
import org.irilb.server.config.Level;

/** The commands that show what was logged. Immutable. */
final class LogCommands {

    private static final String BUFFER = "buf0";

    private static final String SINKS = """
            Supported events sinks are listed below. Add -w(wait), -n(new). Any key to stop
                buf0       : type=buffer, 0 dropped, in-memory ring buffer
            """;

    private static final Set<String> FOLLOWING = Set.of("-w", "-n", "-nw", "-wn");

    private final RecentLog log;

    LogCommands(RecentLog log) {
        this.log = log;
    }

    List<AdminCommand> all() {
        return List.of(
                AdminCommand.of(
                        AdminCommand.Spec.of(Level.OPERATOR, "show events", "[<sink>]", "show what was logged lately"),
                        this::events),
                AdminCommand.of(
                        AdminCommand.Spec.of(
                                Level.OPERATOR, "show startup-logs", "", "show what was logged during the start"),
                        call -> lines(log.startup())));
    }

    private Answer events(AdminCommand.Call call) throws Wrong {
        if (call.arguments().isEmpty()) {
            return Answer.listing(SINKS);
        }
        if (!call.argument(0).equals(BUFFER)) {
            throw new Wrong("No such event sink");
        }
        if (call.arguments().stream().anyMatch(FOLLOWING::contains)) {
            throw new Wrong("Only what is there can be shown: show events " + BUFFER);
        }
        return lines(log.recent());
    }

    private static Answer lines(List<String> lines) {
        return Answer.listing(lines.stream().map(line -> line + "\n"));
    }
}
