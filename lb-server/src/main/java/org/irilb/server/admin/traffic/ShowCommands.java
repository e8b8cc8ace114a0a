package org.irilb.server.admin.traffic;

import java.util.Locale;
import java.util.stream.Collectors;
import org.irilb.core.metrics.CommandStatus;
import org.irilb.core.metrics.Histogram.Distribution;
import org.irilb.server.admin.command.AdminCommand;
import org.irilb.server.admin.command.Answer;
import org.irilb.server.admin.stat.Statistics;
import org.irilb.server.config.Level;

/**
 * {@code show commands}, which HAProxy doesn't have: how often each command was asked for, and how long half of the
 * answers, 95 % and 99 % of them took at most, in milliseconds. Immutable.
 */
final class ShowCommands implements AdminCommand {

    private final Statistics statistics;

    ShowCommands(Statistics statistics) {
        this.statistics = statistics;
    }

    @Override
    public Spec spec() {
        return Spec.of(Level.USER, "show commands", "", "count requests and show times by command");
    }

    @Override
    public Answer run(Call call) {
        return Answer.listing(statistics.view().status().commands().stream()
                .filter(command -> command.requests() > 0)
                .map(ShowCommands::line)
                .collect(Collectors.joining("", "# command requests refused failed p50_ms p95_ms p99_ms\n", "")));
    }

    private static String line(CommandStatus command) {
        Distribution times = command.times().read();
        return "%s %d %d %d %s %s %s\n"
                .formatted(
                        command.name(),
                        command.requests(),
                        command.refused(),
                        command.failures(),
                        millis(times, 50),
                        millis(times, 95),
                        millis(times, 99));
    }

    private static String millis(Distribution times, double percent) {
        return times.count() == 0 ? "-" : String.format(Locale.ROOT, "%.2f", times.percentile(percent) / 1e6);
    }
}
