package org.irilb.consul;

import java.util.Comparator;
import java.util.List;
import org.irilb.core.config.ServiceState;

/**
 * Whether an instance may serve, by all its checks: one that is critical takes it out, and so does maintenance. A
 * warning doesn't, but may give it less to do.
 *
 * @param reason for operators; empty if all is well
 */
record InstanceState(Worst worst, String reason) {

    /** What the worst check says, the best first. */
    enum Worst {
        PASSING,
        WARNING,
        /** A word that this version doesn't know. */
        UNKNOWN,
        CRITICAL,
        /** Somebody took it out on purpose. */
        MAINTENANCE
    }

    /** The worst first; the ID decides between equals, so that the same checks always give the same reason. */
    private static final Comparator<ServiceCheck> WORST_FIRST =
            Comparator.comparing(InstanceState::rank).reversed().thenComparing(ServiceCheck::id);

    static InstanceState of(List<ServiceCheck> checks) {
        return checks.stream()
                .sorted(WORST_FIRST)
                .findFirst()
                .map(worst -> new InstanceState(rank(worst), reason(worst)))
                .orElse(new InstanceState(Worst.PASSING, ""));
    }

    ServiceState state() {
        return switch (worst) {
            case PASSING, WARNING -> ServiceState.READY;
            case UNKNOWN, CRITICAL, MAINTENANCE -> ServiceState.MAINT;
        };
    }

    private static Worst rank(ServiceCheck check) {
        return switch (check.status()) {
            case PASSING -> Worst.PASSING;
            case WARNING -> Worst.WARNING;
            case UNKNOWN -> Worst.UNKNOWN;
            case CRITICAL -> check.isMaintenance() ? Worst.MAINTENANCE : Worst.CRITICAL;
        };
    }

    private static String reason(ServiceCheck check) {
        return switch (rank(check)) {
            case PASSING -> "";
            case WARNING -> name(check) + ": " + orElse(Text.firstLine(check.output()), "warning");
            case UNKNOWN -> name(check) + ": unknown status (expected: passing, warning or critical)";
            case CRITICAL -> name(check) + ": " + orElse(Text.firstLine(check.output()), "critical");
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
