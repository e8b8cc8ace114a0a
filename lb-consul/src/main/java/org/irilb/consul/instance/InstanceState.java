package org.irilb.consul.instance;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.irilb.consul.text.Text;
import org.irilb.core.config.ServiceState;

/**
 * Whether an instance may serve, by all its checks: one that is critical takes it out, and so does maintenance. A
 * warning doesn't, but may give it less to do.
 *
 * @param reason for operators; empty if all is well
 */
public record InstanceState(Worst worst, String reason) {

    /** What the reason of a maintenance mode begins with that only sends no more requests. */
    public static final String DRAIN = "drain";

    /** What the worst check says, the best first. */
    enum Worst {
        PASSING,
        WARNING,
        /** A word that this version doesn't know. */
        UNKNOWN,
        CRITICAL,
        /** Somebody wants no more work for it. */
        DRAINING,
        /** Somebody took it out on purpose. */
        MAINTENANCE
    }

    /** The worst first; the ID decides between equals, so that the same checks always give the same reason. */
    private static final Comparator<ServiceCheck> WORST_FIRST =
            Comparator.comparing(InstanceState::rank).reversed().thenComparing(ServiceCheck::id);

    public static InstanceState of(List<ServiceCheck> checks) {
        return checks.stream()
                .sorted(WORST_FIRST)
                .findFirst()
                .map(worst -> new InstanceState(rank(worst), reason(worst)))
                .orElse(new InstanceState(Worst.PASSING, ""));
    }

    public ServiceState state() {
        return switch (worst) {
            case PASSING, WARNING -> ServiceState.READY;
            case DRAINING -> ServiceState.DRAIN;
            case UNKNOWN, CRITICAL, MAINTENANCE -> ServiceState.MAINT;
        };
    }

    /** The same, unless an operator wants it further out of service than it is. */
    public InstanceState wanted(ServiceState state) {
        Worst wanted =
                switch (state) {
                    case READY -> Worst.PASSING;
                    case DRAIN -> Worst.DRAINING;
                    case MAINT, DOWN -> Worst.MAINTENANCE;
                };
        return wanted.compareTo(worst) <= 0
                ? this
                : new InstanceState(wanted, "haproxy.state=" + state.name().toLowerCase(Locale.ROOT));
    }

    private static Worst rank(ServiceCheck check) {
        return switch (check.status()) {
            case PASSING -> Worst.PASSING;
            case WARNING -> Worst.WARNING;
            case UNKNOWN -> Worst.UNKNOWN;
            case CRITICAL -> check.isMaintenance() ? maintenance(check) : Worst.CRITICAL;
        };
    }

    /** Consul has one word for both; what was given as the reason tells them apart. */
    private static Worst maintenance(ServiceCheck check) {
        return check.notes().strip().startsWith(DRAIN) ? Worst.DRAINING : Worst.MAINTENANCE;
    }

    private static String reason(ServiceCheck check) {
        return switch (rank(check)) {
            case PASSING -> "";
            case WARNING -> name(check) + ": " + orElse(Text.firstLine(check.output()), "warning");
            case UNKNOWN -> name(check) + ": unknown status (expected: passing, warning or critical)";
            case CRITICAL -> name(check) + ": " + orElse(Text.firstLine(check.output()), "critical");
            case DRAINING -> Text.firstLine(check.notes());
            case MAINTENANCE -> "maintenance: " + orElse(Text.firstLine(check.notes()), "no reason given");
        };
    }

    private static String name(ServiceCheck check) {
        return orElse(Text.printable(check.name()), Text.printable(check.id()));
    }

    private static String orElse(String text, String other) {
        return text.isEmpty() ? other : text;
    }
}
