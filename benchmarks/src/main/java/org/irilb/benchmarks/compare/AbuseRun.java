package org.irilb.benchmarks.compare;

import java.util.Locale;

/**
 * What an attack did while it lasted.
 *
 * @param title of the attack
 * @param seconds that it lasted
 * @param connections that attackers made
 * @param frames or messages that they sent
 * @param denied connections that the balancer ended at once, as their source was banned
 * @param cpuShare of a core that the balancer took
 * @param moreCpu than without an attack, as a share of a core
 * @param heap bytes at most, garbage included
 * @param direct bytes of buffers at most
 * @param resident bytes at most
 */
record AbuseRun(
        String title,
        double seconds,
        long connections,
        long frames,
        double denied,
        double cpuShare,
        double moreCpu,
        long heap,
        long direct,
        long resident,
        Bystanders bystanders) {

    private static final double MIB = 1 << 20;

    static final String HEADER =
            "| attack | connections/s | frames sent/s | denied/s | CPU, % of a core | more CPU, µs/connection"
                    + " | heap, MiB | buffers, MiB | resident, MiB | others served | p50, µs | p99, µs | error |\n"
                    + "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|---|\n";

    /** A row of the table. */
    String row() {
        return String.format(
                Locale.ROOT,
                "| %s | %,.0f | %,.0f | %,.0f | %.0f | %s | %.0f | %.0f | %.0f | %,d | %,.0f | %,.0f | %s |",
                title,
                connections / seconds,
                frames / seconds,
                denied / seconds,
                cpuShare * 100,
                connections == 0 ? "–" : String.format(Locale.ROOT, "%,.0f", moreCpu * seconds * 1e6 / connections),
                heap / MIB,
                direct / MIB,
                resident / MIB,
                bystanders.nanos().getTotalCount(),
                bystanders.nanos().getValueAtPercentile(50) / 1e3,
                bystanders.nanos().getValueAtPercentile(99) / 1e3,
                bystanders.error().orElse("none"));
    }
}
