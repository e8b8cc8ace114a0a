package org.irilb.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WatchedTableTest {

    private static Figures figures(double p99, double cpu, double allocated, double answered) {
        Map<String, Double> values = new HashMap<>();
        for (String none :
                List.of(Figures.P50, Figures.P999, Figures.RESIDENT, WatchedTable.PAUSED, WatchedTable.READ)) {
            values.put(none, 0.0);
        }
        values.put(Figures.P99, p99);
        values.put(WatchedTable.CPU, cpu);
        values.put(WatchedTable.ALLOCATED, allocated);
        values.put(WatchedTable.ANSWERED, answered);
        return new Figures(values);
    }

    private static final String TABLE = new WatchedTable(
                    List.of("alone", "control", "watched"),
                    List.of(figures(400, 100, 5_000, 0), figures(500, 110, 6_000, 100), figures(600, 160, 16_000, 100)))
            .markdown();

    @Test
    void watchedIsRelatedToBoth() {
        assertThat(TABLE.lines())
                .first()
                .isEqualTo("| figure | alone | control | watched | watched : alone | watched : control |");
        assertThat(TABLE).contains("| latency_p99_us | 400.0 | 500.0 | 600.0 | 1.50 | 1.20 |\n");
    }

    @Test
    void thereIsNoRatioToNothing() {
        assertThat(TABLE).contains("| watchers_answered_per_second | 0.0 | 100.0 | 100.0 | – | 1.00 |\n");
    }

    @Test
    void anAnswerCostsWhatIsMoreThanInTheControl() {
        assertThat(TABLE).endsWith("An answer to one who watches: 500 µs of CPU, 100 kB of garbage.\n");
    }
}
