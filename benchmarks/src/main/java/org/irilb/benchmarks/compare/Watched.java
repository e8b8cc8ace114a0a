package org.irilb.benchmarks.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command: what it costs iri-lb's clients that many watch it. Runs with and without them take turns. */
@Command(
        name = "watched",
        mixinStandardHelpOptions = true,
        description = "Compares iri-lb's latency at a fixed rate with and without monitoring clients, in turn.")
final class Watched implements Callable<Integer> {

    private static final int CONNECTIONS = 64;
    private static final String ALLOCATED = "allocated_kb_per_second";
    private static final String PAUSED = "gc_pauses_ms_per_second";
    private static final String ANSWERED = "watchers_answered_per_second";
    private static final List<String> FIGURES =
            List.of(Figures.P50, Figures.P99, Figures.P999, Figures.CPU, ALLOCATED, PAUSED, ANSWERED, Figures.RESIDENT);

    @Option(names = "--nodes", defaultValue = "500", description = "Nodes in both pools (default: ${DEFAULT-VALUE}).")
    private int nodes;

    @Option(names = "--watchers", defaultValue = "50", description = "Who watch (default: ${DEFAULT-VALUE}).")
    private int watchers;

    @Option(names = "--rate", defaultValue = "3000", description = "Requests a second (default: ${DEFAULT-VALUE}).")
    private int rate;

    @Option(names = "--rounds", defaultValue = "5", description = "Runs of each kind (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--seconds", defaultValue = "20", description = "Of each run (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(names = "--warm-up", defaultValue = "20", description = "Seconds before (default: ${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(names = "--jar", defaultValue = "lb-server/target/lb-server.jar", description = "iri-lb's.")
    private Path jar = Path.of("lb-server.jar");

    @Option(names = "--jvm-options", defaultValue = "config/jvm.options", description = "Options for its JVM.")
    private Path jvmOptions = Path.of("jvm.options");

    public static void main(String[] args) {
        System.exit(new CommandLine(new Watched()).execute(args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException, BadRun {
        Path directory = Files.createTempDirectory("irilb-watched");
        List<Figures> alone = new ArrayList<>();
        List<Figures> watched = new ArrayList<>();
        try (Node node = Node.start(directory);
                WatchedBalancer balancer = WatchedBalancer.start(directory, node.port(), nodes, jar, jvmOptions)) {
            measure(balancer, 0, warmUp);
            measure(balancer, watchers, warmUp);
            for (int round = 1; round <= rounds; round++) {
                alone.add(told(round, "alone  ", measure(balancer, 0, seconds)));
                watched.add(told(round, "watched", measure(balancer, watchers, seconds)));
            }
        } finally {
            Compare.delete(directory);
        }
        System.out.println(table(Figures.median(alone), Figures.median(watched)));
        return 0;
    }

    private static Figures told(int round, String how, Figures figures) {
        System.err.println(round + " " + how + " " + figures.values());
        return figures;
    }

    private Figures measure(WatchedBalancer balancer, int count, int time)
            throws IOException, InterruptedException, BadRun {
        Map<String, Double> before = balancer.collected();
        ProcessTicks ticks = balancer.process().ticks();
        try (Watchers crowd = new Watchers(count, balancer.webPort(), balancer.adminPort())) {
            Histogram nanos = new OpenLoop(balancer.port(), CONNECTIONS, rate).run(time);
            if (count > 0) {
                crowd.requireAllAnswered();
            }
            ProcessTicks used = balancer.process().ticks().since(ticks);
            Map<String, Double> after = balancer.collected();
            return new Figures(Map.of(
                    Figures.P50,
                    nanos.getValueAtPercentile(50) / 1e3,
                    Figures.P99,
                    nanos.getValueAtPercentile(99) / 1e3,
                    Figures.P999,
                    nanos.getValueAtPercentile(99.9) / 1e3,
                    Figures.CPU,
                    (used.userMicros() + used.systemMicros()) / nanos.getTotalCount(),
                    ALLOCATED,
                    difference(before, after, WatchedBalancer.ALLOCATED) / 1e3 / time,
                    PAUSED,
                    difference(before, after, WatchedBalancer.PAUSED) * 1e3 / time,
                    ANSWERED,
                    (double) crowd.answers() / time,
                    Figures.RESIDENT,
                    (double) balancer.process().residentKib()));
        }
    }

    private static double difference(Map<String, Double> before, Map<String, Double> after, String name) {
        return after.getOrDefault(name, 0.0) - before.getOrDefault(name, 0.0);
    }

    private String table(Figures alone, Figures watched) {
        StringBuilder table = new StringBuilder("| figure | alone | watched | ratio |\n|---|--:|--:|--:|\n");
        for (String figure : FIGURES) {
            double before = alone.value(figure);
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %,.1f | %,.1f | %s |%n",
                    figure,
                    before,
                    watched.value(figure),
                    before == 0 ? "–" : String.format(Locale.ROOT, "%.2f", watched.value(figure) / before)));
        }
        return table.append(String.format(
                        "%nMedians of %d alternating runs of %d s; %d nodes in two pools, %d watchers, %d requests/s.%n",
                        rounds, seconds, nodes, watchers, rate))
                .toString();
    }
}
