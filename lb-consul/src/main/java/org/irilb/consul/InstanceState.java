package org.irilb.consul;

import java.util.Comparator;
import java.util.List;
import org.irilb.core.config.ServiceState;

/**
 * Whether an instance may serve, by all its checks: one that is critical takes it out, and so does maintenance. A
 * warning doesn't.
 *
 * @param reason for operators; empty if all is well
 */
record InstanceState(ServiceState state, String reason) {

    /** The worst first; the ID decides between equals, so that the same checks always give the same reason. */
    private static final Comparator<ServiceCheck> WORST_FIRST =
            Comparator.comparing(InstanceState::rank).reversed().thenComparing(ServiceCheck::id);

    static InstanceState of(List<ServiceCheck> checks) {
        return checks.stream()
                .sorted(WORST_FIRST)
                .findFirst()
                .map(worst -> new InstanceState(state(worst), reason(worst)))
                .orElse(new InstanceState(ServiceState.READY, ""));
    }

    private static int rank(ServiceCheck check) {
        return switch (check.status()) {
            case PASSING -> 0;
            case WARNING -> 1;
            case UNKNOWN -> 2;
            case CRITICAL -> check.isMaintenance() ? 4 : 3;
        };
    }

    private static ServiceState state(ServiceCheck check) {
        return switch (check.status()) {
            case PASSING, WARNING -> ServiceState.READY;
            case UNKNOWN, CRITICAL -> ServiceState.MAINT;
        };
    }

    private static String reason(ServiceCheck check) {
        return switch (check.status()) {
            case PASSING -> "";
            case WARNING -> name(check) + ": " + orElse(Text.firstLine(check.output()), "warning");
            case UNKNOWN -> name(check) + ": unknown status (expected: passing, warning or critical)";
            case CRITICAL ->
                check.isMaintenance()
                        ? "maintenance: " + orElse(Text.firstLine(check.notes()), "no reason given")
                        : name(check) + ": " + orElse(Text.firstLine(check.output()), "critical");
        };
    }

    private static String name(ServiceCheck check) {
        return orElse(Text.printable(check.name()), Text.printable(check.id()));
    }

    private static String orElse(String text, String other) {
        return text.isEmpty() ? other : text;
    }
}
