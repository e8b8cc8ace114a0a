package org.irilb.benchmarks.compare;

import java.util.List;
import java.util.Locale;

/**
 * What it costs to be watched, as Markdown.
 *
 * @param titles of what was measured: alone, control, watched
 * @param medians of these
 */
record WatchedTable(List<String> titles, List<Figures> medians) {

    static final String CPU = "cpu_ms_per_second";
    static final String ALLOCATED = "allocated_kb_per_second";
    static final String PAUSED = "gc_pauses_ms_per_second";
    static final String ANSWERED = "watchers_answered_per_second";
    static final String READ = "watchers_read_kb_per_second";

    private static final List<String> FIGURES =
            List.of(Figures.P50, Figures.P99, Figures.P999, CPU, ALLOCATED, PAUSED, ANSWERED, READ, Figures.RESIDENT);

    String markdown() {
        StringBuilder table = new StringBuilder("| figure | " + String.join(" | ", titles)
                + " | watched : alone | watched : control |\n|---|--:|--:|--:|--:|--:|\n");
        for (String figure : FIGURES) {
            table.append("| ").append(figure);
            medians.forEach(median -> table.append(String.format(Locale.ROOT, " | %,.1f", median.value(figure))));
            table.append(" | ").append(ratio(figure, alone()));
            table.append(" | ").append(ratio(figure, control())).append(" |\n");
        }
        double answers = watched().value(ANSWERED);
        return table.append(String.format(
                        Locale.ROOT,
                        "%nAn answer to one who watches: %,.0f µs of CPU, %,.0f kB of garbage.%n",
                        (watched().value(CPU) - control().value(CPU)) * 1e3 / answers,
                        (watched().value(ALLOCATED) - control().value(ALLOCATED)) / answers))
                .toString();
    }

    private String ratio(String figure, Figures to) {
        double base = to.value(figure);
        return base == 0 ? "–" : String.format(Locale.ROOT, "%.2f", watched().value(figure) / base);
    }

    private Figures alone() {
        return medians.get(0);
    }

    private Figures control() {
        return medians.get(1);
    }

    private Figures watched() {
        return medians.get(2);
    }
}
