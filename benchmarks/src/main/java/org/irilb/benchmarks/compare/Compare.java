package org.irilb.benchmarks.compare;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command: compares iri-lb with HAProxy, side by side in one run. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = "Compares iri-lb with HAProxy, side by side in one run. Exits with 1 if a run had errors.")
final class Compare implements Callable<Integer> {

    @Option(names = "--quick", description = "A few seconds per run: for a look, not for the record.")
    private boolean quick;

    @Option(
            names = "--scenario",
            split = ",",
            description = "Only these, by their ids: ${COMPLETION-CANDIDATES}.",
            completionCandidates = Ids.class)
    private List<String> ids = List.of();

    @Option(names = "--contestant", split = ",", description = "Only these: ${COMPLETION-CANDIDATES}.")
    private Set<Contestant> contestants = EnumSet.allOf(Contestant.class);

    @Option(
            names = "--jar",
            defaultValue = "lb-server/target/lb-server.jar",
            description = "iri-lb's (default: ${DEFAULT-VALUE}).")
    private Path jar = Path.of("lb-server.jar");

    @Option(
            names = "--jvm-options",
            defaultValue = "config/jvm.options",
            description = "A file of options for its JVM (default: ${DEFAULT-VALUE}).")
    private Path jvmOptions = Path.of("jvm.options");

    @Option(names = "--results", description = "Where last.json and last.md go (default: benchmarks/results).")
    private Path results = Path.of("benchmarks/results");

    /** The scenarios' ids, for the help. */
    static final class Ids extends ArrayList<String> {

        private static final long serialVersionUID = 1;

        Ids() {
            super(Scenarios.all().stream().map(Scenario::id).toList());
        }
    }

    public static void main(String[] args) {
        System.exit(new CommandLine(new Compare())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Scenario> chosen = chosen();
        Path directory = Files.createTempDirectory("irilb-compare");
        PrintStream progress = System.err;
        long start = System.nanoTime();
        List<Result> all = new ArrayList<>();
        Plan plan = quick ? Plan.QUICK : Plan.FULL;
        try (Node node = Node.start(directory)) {
            // A copy, so that a build meanwhile doesn't change what is measured.
            Site site = new Site(
                    Files.copy(jar, directory.resolve("lb-server.jar")),
                    Files.copy(jvmOptions, directory.resolve("jvm.options")),
                    directory,
                    node,
                    Certificate.make(directory));
            Comparison comparison = new Comparison(site, plan, List.copyOf(EnumSet.copyOf(contestants)), progress);
            for (Scenario scenario : chosen) {
                progress.println(scenario.title());
                all.add(comparison.run(scenario));
            }
        } finally {
            delete(directory);
        }
        Report.write(all, plan, Duration.ofNanos(System.nanoTime() - start), results);
        System.out.println(Files.readString(results.resolve("last.md")));
        return all.stream().allMatch(result -> result.failures().isEmpty()) ? 0 : 1;
    }

    private List<Scenario> chosen() {
        List<String> known = new Ids();
        for (String id : ids) {
            if (!known.contains(id)) {
                throw new IllegalArgumentException("scenario: '" + id + "' (expected: one of " + known + ")");
            }
        }
        return Scenarios.all().stream()
                .filter(scenario -> ids.isEmpty() || ids.contains(scenario.id()))
                .toList();
    }

    static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
