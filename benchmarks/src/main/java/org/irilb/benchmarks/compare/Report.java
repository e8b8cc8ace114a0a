package org.irilb.benchmarks.compare;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes the results to files: all figures as JSON, the table as Markdown. Stateless. */
final class Report {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private Report() {}

    /** Writes {@code last.json} and {@code last.md} to {@code directory}. */
    static void write(List<Result> results, Plan plan, Duration took, Path directory) throws IOException {
        Files.createDirectories(directory);
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("machine", Machine.describe());
        all.put("plan", plan);
        all.put("seconds", took.toSeconds());
        all.put("results", results.stream().map(Report::json).toList());
        Files.writeString(directory.resolve("last.json"), JSON.writeValueAsString(all) + "\n");
        Files.writeString(directory.resolve("last.md"), markdown(results, plan, took));
    }

    private static Map<String, Object> json(Result result) {
        Map<String, Object> scenario = new LinkedHashMap<>();
        scenario.put("id", result.scenario().id());
        scenario.put("title", result.scenario().title());
        result.figures()
                .forEach((contestant, figures) -> scenario.put(contestant.name(), new TreeMap<>(figures.values())));
        scenario.put("failures", result.failures());
        return scenario;
    }

    private static String markdown(List<Result> results, Plan plan, Duration took) throws IOException {
        List<String> machine = new ArrayList<>();
        Machine.describe().forEach((what, value) -> machine.add(what + " " + value));
        return Table.of(results) + "\nMedians of " + plan.rounds() + " alternating runs of " + plan.seconds()
                + " s each after at least " + plan.warmUpSeconds() + " s of warm-up; the whole took " + took.toMinutes()
                + " min. "
                + String.join(", ", machine) + ".\n";
    }
}
