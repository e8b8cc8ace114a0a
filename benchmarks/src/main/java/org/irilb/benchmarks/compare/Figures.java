package org.irilb.benchmarks.compare;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * What was measured in one run, by the name of the figure; one contestant's in one round, or a median of several.
 *
 * @param values named after what they are and their unit, e.g. {@code cpu_us}
 */
record Figures(Map<String, Double> values) {

    static final String CPU = "cpu_us_per_request";
    static final String USER = "user_us_per_request";
    static final String SYSTEM = "system_us_per_request";
    static final String RATE = "requests_per_second";
    static final String P50 = "latency_p50_us";
    static final String P99 = "latency_p99_us";
    static final String P999 = "latency_p999_us";
    static final String RESIDENT = "resident_kib";
    static final String IDLE = "idle_connections_resident_kib";
    static final String FIRST_ANSWER = "first_answer_ms";
    static final String START_CPU = "start_cpu_ms";

    Figures {
        values = Map.copyOf(values);
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    double value(String name) {
        Double value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("figure: '" + name + "' (expected: one of " + values.keySet() + ")");
        }
        return value;
    }

    /** The medians of all runs' figures, each by itself. */
    static Figures median(List<Figures> runs) {
        Map<String, Double> medians = new TreeMap<>();
        for (String name : runs.get(0).values().keySet()) {
            ToDoubleFunction<Figures> figure = run -> run.value(name);
            double[] sorted = runs.stream().mapToDouble(figure).sorted().toArray();
            int middle = sorted.length / 2;
            medians.put(name, sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2);
        }
        return new Figures(medians);
    }
}
