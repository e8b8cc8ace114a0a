package org.irilb.benchmarks.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The command: what it costs iri-lb's clients that many watch it. Runs of three kinds take turns: nobody watches; as many
 * as watch get the same bytes at the same pace from somebody else on this machine, which is the control; they watch
 * iri-lb. What differs between the last two is what iri-lb adds.
 */
@Command(
        name = "watched",
        mixinStandardHelpOptions = true,
        description =
                "Compares iri-lb's latency at a fixed rate with and without monitoring clients, in turn, and while"
                        + " these get the same answers from somebody else.")
final class Watched implements Callable<Integer> {

    private static final int CONNECTIONS = 64;

    /** So many times as many watch at first: what runs a hundred times a second, the JVM would compile for ten minutes. */
    private static final int WARM_UP_CROWD = 10;

    /** What is measured, in a column of its own. */
    private record Kind(String title, WatchedProxy proxy, List<Question> questions) {}

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

    @Option(names = "--haproxy", description = "Measure HAProxy under the same watch, too.")
    private boolean haproxyToo;

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
        try (Node node = Node.start(directory);
                WatchedProxy ours = WatchedProxy.iriLb(directory, node.port(), nodes, jar, jvmOptions)) {
            Kind alone = new Kind("alone", ours, List.of());
            Kind watched = new Kind("watched", ours, ours.questions());
            measure(alone, warmUp, 0);
            measure(watched, warmUp, WARM_UP_CROWD * watchers);
            try (AnswerFiles files = AnswerFiles.start(directory, ours.questions())) {
                Kind control = new Kind("control", ours, files.questions());
                System.out.println(compare(List.of(alone, control, watched)).markdown());
            }
            if (haproxyToo) {
                System.out.println(compareHaproxy(directory, node).markdown());
            }
        } finally {
            Compare.delete(directory);
        }
        System.out.printf(
                "Medians of %d runs of %d s each, in turn; %d nodes in two pools, %d who watch, %d requests/s.%n",
                rounds, seconds, nodes, watchers, rate);
        return 0;
    }

    private WatchedTable compareHaproxy(Path directory, Node node) throws IOException, InterruptedException, BadRun {
        try (WatchedProxy theirs = WatchedProxy.haproxy(directory, node.port(), nodes);
                AnswerFiles files = AnswerFiles.start(directory.resolve("haproxy"), theirs.questions())) {
            return compare(List.of(
                    new Kind("HAProxy alone", theirs, List.of()),
                    new Kind("HAProxy control", theirs, files.questions()),
                    new Kind("HAProxy watched", theirs, theirs.questions())));
        }
    }

    /** @param kinds alone, control, watched */
    private WatchedTable compare(List<Kind> kinds) throws IOException, InterruptedException, BadRun {
        List<List<Figures>> runs = Stream.generate(() -> (List<Figures>) new ArrayList<Figures>())
                .limit(kinds.size())
                .toList();
        for (int round = 1; round <= rounds; round++) {
            for (int kind = 0; kind < kinds.size(); kind++) {
                Figures figures = measure(kinds.get(kind), seconds, watchers);
                System.err.println(round + " " + kinds.get(kind).title() + " " + figures.values());
                runs.get(kind).add(figures);
            }
        }
        return new WatchedTable(
                kinds.stream().map(Kind::title).toList(),
                runs.stream().map(Figures::median).toList());
    }

    /** @param crowd how many watch, if they watch at all */
    private Figures measure(Kind kind, int time, int crowd) throws IOException, InterruptedException, BadRun {
        WatchedProxy proxy = kind.proxy();
        int count = kind.questions().isEmpty() ? 0 : crowd;
        try (Watchers watching = Watchers.start(count, kind.questions())) {
            watching.awaitBegin();
            Map<String, Double> before = proxy.collected();
            ProcessTicks ticks = proxy.process().ticks();
            Histogram nanos = new OpenLoop(proxy.port(), CONNECTIONS, rate).run(time);
            ProcessTicks used = proxy.process().ticks().since(ticks);
            Map<String, Double> after = proxy.collected();
            Tally tally = watching.stop();
            if (count > 0) {
                tally.requireAllAnswered();
            }
            double watchedSeconds = tally.micros() / 1e6;
            return new Figures(Map.of(
                    Figures.P50,
                    nanos.getValueAtPercentile(50) / 1e3,
                    Figures.P99,
                    nanos.getValueAtPercentile(99) / 1e3,
                    Figures.P999,
                    nanos.getValueAtPercentile(99.9) / 1e3,
                    WatchedTable.CPU,
                    (used.userMicros() + used.systemMicros()) / 1e3 / time,
                    WatchedTable.ALLOCATED,
                    difference(before, after, WatchedProxy.ALLOCATED) / 1e3 / time,
                    WatchedTable.PAUSED,
                    difference(before, after, WatchedProxy.PAUSED) * 1e3 / time,
                    WatchedTable.ANSWERED,
                    tally.answers() / watchedSeconds,
                    WatchedTable.READ,
                    tally.bytes() / 1e3 / watchedSeconds,
                    Figures.RESIDENT,
                    (double) proxy.process().residentKib()));
        }
    }

    private static double difference(Map<String, Double> before, Map<String, Double> after, String name) {
        return after.getOrDefault(name, 0.0) - before.getOrDefault(name, 0.0);
    }
}
