package org.irilb.benchmarks.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The results as Markdown, with ours as a ratio to the others. Stateless. */
final class Table {

    private static final String NONE = "–";

    /** A figure worth a row, its unit and how many decimals are worth printing. */
    private record Row(String figure, String label, double divisor, int decimals) {}

    private static final List<Row> ROWS = List.of(
            new Row(Figures.CPU, "CPU µs/request", 1, 1),
            new Row(Figures.RATE, "requests/s", 1, 0),
            new Row(Figures.P50, "latency p50, µs", 1, 0),
            new Row(Figures.P99, "latency p99, µs", 1, 0),
            new Row(Figures.P999, "latency p99.9, µs", 1, 0),
            new Row(Figures.RESIDENT, "resident memory, MiB", 1024, 0),
            new Row(Figures.IDLE, "of these for the connections, MiB", 1024, 0),
            new Row(Figures.FIRST_ANSWER, "ms", 1, 0),
            new Row(Figures.START_CPU, "CPU ms", 1, 0));

    private Table() {}

    static String of(List<Result> results) {
        List<String> lines = new ArrayList<>();
        String titles = Stream.of(Contestant.values()).map(Contestant::title).collect(Collectors.joining(" | "));
        lines.add("| scenario | figure | " + titles + " | ratio to no rules | ratio to rules |");
        lines.add("|---|---|" + "--:|".repeat(Contestant.values().length + 2));
        for (Result result : results) {
            ROWS.stream().filter(row -> has(result, row)).forEach(row -> lines.add(line(result, row)));
            result.failures()
                    .forEach((contestant, why) -> lines.add("| "
                            + result.scenario().title() + " | no figure | " + contestant.title() + ": " + why + " |"));
        }
        return String.join("\n", lines) + "\n";
    }

    private static boolean has(Result result, Row row) {
        return result.figures().values().stream().anyMatch(figures -> figures.has(row.figure()));
    }

    private static String line(Result result, Row row) {
        String values = Stream.of(Contestant.values())
                .map(contestant -> value(result, contestant, row))
                .collect(Collectors.joining(" | "));
        return "| " + result.scenario().title() + " | " + row.label() + " | " + values + " | "
                + ratio(result, Contestant.HAPROXY_BARE, row) + " | "
                + ratio(result, Contestant.HAPROXY_RULES, row) + " |";
    }

    private static String value(Result result, Contestant contestant, Row row) {
        Figures figures = result.figures().get(contestant);
        return figures == null || !figures.has(row.figure())
                ? NONE
                : number(figures.value(row.figure()) / row.divisor(), row.decimals());
    }

    private static String ratio(Result result, Contestant to, Row row) {
        Figures ours = result.figures().get(Contestant.IRI_LB);
        Figures theirs = result.figures().get(to);
        if (ours == null || theirs == null || !ours.has(row.figure()) || !theirs.has(row.figure())) {
            return NONE;
        }
        return number(ours.value(row.figure()) / theirs.value(row.figure()), 2);
    }

    private static String number(double value, int decimals) {
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }
}
