package org.irilb.core.pool;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What became of a simulation's requests. One thread's. */
final class Outcome {

    private long[] nanos = new long[1024];
    private int answered;
    private int failed;
    private int queued;
    private final List<Integer> chosen = new ArrayList<>();

    void answered(long tookNanos) {
        if (answered == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * answered);
        }
        nanos[answered++] = tookNanos;
    }

    void failed() {
        failed++;
    }

    void queued() {
        queued++;
    }

    /** For each node in turn, how often it was. */
    void chosen(int times) {
        chosen.add(times);
    }

    /** Time from arrival to answer that {@code percent} of those answered didn't exceed. */
    double millis(double percent) {
        long[] sorted = Arrays.copyOf(nanos, answered);
        Arrays.sort(sorted);
        int rank = (int) StrictMath.ceil(answered * percent / 100);
        return sorted[Math.max(1, rank) - 1] / 1e6;
    }

    double failedPercent() {
        return 100.0 * failed / (answered + failed);
    }

    double queuedPercent() {
        return 100.0 * queued / (answered + failed);
    }

    /** Of all choices, those of the node with this number, from 0. */
    double sharePercent(int node) {
        return 100.0
                * chosen.get(node)
                / chosen.stream().mapToInt(Integer::intValue).sum();
    }

    /** A row of a table. */
    String row(String name) {
        String shares = chosen.stream()
                .map(times -> 100.0
                        * times
                        / chosen.stream().mapToInt(Integer::intValue).sum())
                .map(share -> String.format(Locale.ROOT, "%.0f", share))
                .collect(Collectors.joining(" / "));
        return String.format(
                Locale.ROOT,
                "| %-10s | %7.1f | %7.1f | %7.1f | %5.1f %% | %5.1f %% | %s |\n",
                name,
                millis(50),
                millis(95),
                millis(99),
                queuedPercent(),
                failedPercent(),
                shares);
    }
}
