package org.irilb.server.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.irilb.consul.ConsulStatus;

/** {@code show consul}: how reading from Consul fares, a line each, as {@code show info} has them, for each datacenter. */
final class ShowConsul implements AdminCommand {

    private final Supplier<List<ConsulStatus>> status;

    ShowConsul(Supplier<List<ConsulStatus>> status) {
        this.status = status;
    }

    @Override
    public Spec spec() {
        return Spec.of(Level.USER, "show consul", "", "show how reading from Consul fares");
    }

    @Override
    public Answer run(Call call) {
        Instant now = Instant.now();
        return Answer.listing(
                status.get().stream().map(datacenter -> lines(datacenter, now)).collect(Collectors.joining()));
    }

    static String lines(ConsulStatus consul, Instant now) {
        StringBuilder lines = new StringBuilder();
        line(lines, "Datacenter", consul.datacenter());
        line(lines, "Agent", consul.agent());
        line(lines, "Nodes", consul.nodes());
        line(lines, "Nodes_from", consul.origin().name().toLowerCase(Locale.ROOT));
        line(lines, "Stale", consul.stale() ? 1 : 0);
        line(lines, "Last_contact_sec", consul.age(now).map(ShowConsul::seconds).orElse("never"));
        line(lines, "Server_lag_sec", seconds(consul.serverLag()));
        line(lines, "Index", consul.index());
        line(lines, "Reads", consul.reads());
        line(lines, "Changes", consul.changes());
        line(lines, "Missed_changes", consul.drifts());
        line(lines, "Failures_in_a_row", consul.failures());
        line(lines, "Failure_kind", consul.kind().orElse(""));
        line(lines, "Failure", consul.problem().orElse(""));
        line(lines, "Losses_held", String.join(" ", consul.held()));
        line(lines, "Losses_held_sec", seconds(consul.heldFor()));
        return lines.toString();
    }

    private static void line(StringBuilder lines, String name, Object value) {
        lines.append(name).append(": ").append(value).append('\n');
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.3f", duration.toMillis() / 1000.0);
    }
}
