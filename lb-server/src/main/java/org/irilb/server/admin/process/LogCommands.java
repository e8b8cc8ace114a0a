package org.irilb.server.admin.process;

import java.util.List;
import java.util.regex.Pattern;
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

    /** To wait for more, and to begin with what is new. */
    private static final Pattern OPTION = Pattern.compile("-[wn]+");

    private final RecentLog log;

    LogCommands(RecentLog log) {
        this.log = log;
    }

    List<AdminCommand> all() {
        return List.of(
                AdminCommand.of(
                        AdminCommand.Spec.of(
                                Level.OPERATOR, "show events", "[<sink>] [-w] [-n]", "show what was logged lately"),
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
        List<String> options = call.arguments().subList(1, call.arguments().size());
        if (!options.stream().allMatch(OPTION.asMatchPredicate())) {
            throw new Wrong("unknown option");
        }
        boolean isNew = options.stream().anyMatch(option -> option.contains("n"));
        if (options.stream().anyMatch(option -> option.contains("w"))) {
            return new Answer.Following(log.follow(!isNew));
        }
        return lines(isNew ? List.of() : log.recent());
    }

    private static Answer lines(List<String> lines) {
        return Answer.listing(lines.stream().map(line -> line + "\n"));
    }
}
