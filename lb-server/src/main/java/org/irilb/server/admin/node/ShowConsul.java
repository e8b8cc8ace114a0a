package org.irilb.server.admin.node;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.irilb.consul.ConsulStatus;
import org.irilb.consul.api.ReadFailure;
import org.irilb.consul.registration.RegistrationStatus;
import org.irilb.server.admin.command.AdminCommand;
import org.irilb.server.admin.command.Answer;
import org.irilb.server.config.Level;
import org.irilb.server.consul.ConsulView;

/** {@code show consul}: how all that works with Consul fares, a line each, as {@code show info} has them. */
final class ShowConsul implements AdminCommand {

    private final Supplier<ConsulView> view;

    ShowConsul(Supplier<ConsulView> view) {
        this.view = view;
    }

    @Override
    public Spec spec() {
        return Spec.of(Level.USER, "show consul", "", "show how reading from Consul fares");
    }

    @Override
    public Answer run(Call call) {
        return Answer.listing(lines(view.get(), Instant.now()));
    }

    static String lines(ConsulView consul, Instant now) {
        return consul.datacenters().stream()
                        .map(datacenter -> lines(datacenter, now))
                        .collect(Collectors.joining())
                + consul.rules().map(rules -> lines(rules, now)).orElse("")
                + consul.registration().map(ShowConsul::lines).orElse("");
    }

    private static String lines(ConsulView.Rules rules, Instant now) {
        StringBuilder lines = new StringBuilder();
        line(lines, "Rules_prefix", rules.reading().prefix());
        line(lines, "Rules_from", rules.reading().origin().name().toLowerCase(Locale.ROOT));
        line(lines, "Rules_last_contact_sec", sinceOrNever(rules.reading().lastContact(), now));
        line(lines, "Rules_index", rules.reading().index());
        line(lines, "Rules_failures_in_a_row", rules.reading().failures());
        line(lines, "Rules_failure", rules.reading().problem().orElse(""));
        line(lines, "Rules_whitelist", words(rules.lists().whitelist()));
        line(lines, "Rules_deny-sources", words(rules.lists().denySources()));
        line(lines, "Rules_deny-commands", words(rules.lists().denyCommands()));
        new TreeMap<>(rules.problems()).forEach((key, problem) -> line(lines, "Rules_problem", key + ": " + problem));
        return lines.toString();
    }

    private static String lines(RegistrationStatus registration) {
        StringBuilder lines = new StringBuilder();
        line(lines, "Registration_id", registration.id());
        line(lines, "Registration_agent", registration.agent());
        line(lines, "Registered", registration.registered() ? 1 : 0);
        line(lines, "Registrations", registration.registrations());
        line(lines, "Registration_failure", registration.problem().orElse(""));
        return lines.toString();
    }

    private static String words(List<?> entries) {
        return entries.stream().map(Object::toString).collect(Collectors.joining(" "));
    }

    private static String sinceOrNever(Optional<Instant> moment, Instant now) {
        return moment.map(then -> seconds(Duration.between(then, now))).orElse("never");
    }

    private static String lines(ConsulStatus consul, Instant now) {
        StringBuilder lines = new StringBuilder();
        line(lines, "Datacenter", consul.datacenter());
        line(lines, "Agent", consul.agent());
        line(lines, "Nodes", consul.nodes());
        line(lines, "Nodes_from", consul.origin().name().toLowerCase(Locale.ROOT));
        line(lines, "Stale", consul.stale() ? 1 : 0);
        line(lines, "Last_contact_sec", sinceOrNever(consul.lastContact(), now));
        line(lines, "Server_lag_sec", seconds(consul.serverLag()));
        line(lines, "Index", consul.index());
        line(lines, "Reads", consul.reads());
        line(lines, "Changes", consul.changes());
        line(lines, "Missed_changes", consul.drifts());
        line(lines, "Failures", consul.failed());
        line(lines, "Failures_in_a_row", consul.failures());
        line(lines, "Failure_kind", consul.kind().map(ReadFailure.Kind::word).orElse(""));
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
