package org.irilb.benchmarks.compare;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.irilb.core.kit.Http2Flood;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command: what clients that do harm cost iri-lb, and those who are served beside them. */
@Command(
        name = "abuse",
        mixinStandardHelpOptions = true,
        description = "Has clients flood iri-lb in each way that is known, with and without limits for their source,"
                + " while others are served. Exits with 1 if any of these got an error.")
final class Abuse implements Callable<Integer> {

    private static final int CONNECTIONS = 16;

    @Spec
    private @Nullable CommandSpec command;

    @Option(
            names = "--attackers",
            defaultValue = "4",
            description = "Connections at a time (default: ${DEFAULT-VALUE}).")
    private int attackers;

    @Option(names = "--rate", defaultValue = "500", description = "The others' requests/s (default: ${DEFAULT-VALUE}).")
    private int rate;

    @Option(names = "--seconds", defaultValue = "4", description = "Of each attack (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(names = "--warm-up", defaultValue = "10", description = "Seconds before (default: ${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(names = "--attack", description = "Only those whose title has this in it.")
    private String wanted = "";

    @Option(names = "--jar", defaultValue = "lb-server/target/lb-server.jar", description = "iri-lb's.")
    private Path jar = Path.of("lb-server.jar");

    @Option(names = "--jvm-options", defaultValue = "config/jvm.options", description = "Options for its JVM.")
    private Path jvmOptions = Path.of("jvm.options");

    @Option(names = "--results", description = "Where abuse.md goes (default: benchmarks/results).")
    private Path results = Path.of("benchmarks/results");

    public static void main(String[] args) {
        System.exit(new CommandLine(new Abuse()).execute(args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException, BadRun {
        List<Attack> attacks = attacks();
        Path directory = Files.createTempDirectory("irilb-abuse");
        AbuseReport report = new AbuseReport(attackers, seconds, rate);
        try (Node node = Node.start(directory)) {
            Site site = new Site(
                    Files.copy(jar, directory.resolve("lb-server.jar")),
                    Files.copy(jvmOptions, directory.resolve("jvm.options")),
                    directory,
                    node,
                    Certificate.make(directory));
            for (Limits limits : Limits.values()) {
                try (AbusedBalancer balancer = AbusedBalancer.start(site, limits.abuse())) {
                    if (limits == Limits.NONE) {
                        report.held(HeldMemory.of(balancer)); // while nothing of attackers is left
                    }
                    warmUp(balancer, attacks);
                    report.runs(limits, runs(balancer, attacks));
                }
            }
        } finally {
            Compare.delete(directory);
        }
        Path written = Files.writeString(results.resolve("abuse.md"), report.markdown());
        System.out.println(Files.readString(written));
        return report.hasErrors() ? 1 : 0;
    }

    private List<Attack> attacks() throws IOException {
        List<Attack> all = new ArrayList<>();
        Http2Flood.all().forEach(flood -> all.add(FrameAttack.of(flood, false)));
        all.add(FrameAttack.of(Http2Flood.all().get(0), true));
        all.add(HelloAttack.make());
        all.add(new KeyUpdateAttack());
        List<Attack> chosen =
                all.stream().filter(attack -> attack.title().contains(wanted)).toList();
        if (chosen.isEmpty()) {
            throw new CommandLine.ParameterException(
                    Objects.requireNonNull(command).commandLine(),
                    "attack: '" + wanted + "' (expected: a part of one of "
                            + all.stream().map(Attack::title).toList() + ")");
        }
        return chosen;
    }

    private void warmUp(AbusedBalancer balancer, List<Attack> attacks)
            throws IOException, InterruptedException, BadRun {
        new OpenLoop(balancer.port(), CONNECTIONS, rate).run(warmUp);
        for (int i = 0; i < attacks.size(); i++) {
            Attackers crowd = new Attackers(attackers, attacks.get(i), balancer, address(2, i));
            TimeUnit.SECONDS.sleep(1);
            crowd.close();
        }
    }

    /** Each attack comes from an address of its own, as the one before may be banned. */
    private static InetAddress address(int network, int index) throws IOException {
        return InetAddress.getByAddress(new byte[] {127, 0, (byte) network, (byte) (index + 1)});
    }

    private List<AbuseRun> runs(AbusedBalancer balancer, List<Attack> attacks)
            throws IOException, InterruptedException {
        List<AbuseRun> runs = new ArrayList<>();
        AbuseRun alone = run("nothing", balancer, Attackers.none(), 0);
        runs.add(told(alone));
        for (int i = 0; i < attacks.size(); i++) {
            Attack attack = attacks.get(i);
            try (Attackers crowd = new Attackers(attackers, attack, balancer, address(1, i))) {
                runs.add(told(run(attack.title(), balancer, crowd, alone.cpuShare())));
            }
        }
        return runs;
    }

    private static AbuseRun told(AbuseRun run) {
        System.err.println(run.row());
        return run;
    }

    private AbuseRun run(String title, AbusedBalancer balancer, Attackers crowd, double shareWithout)
            throws IOException, InterruptedException {
        double deniedBefore = balancer.metric(AbusedBalancer.DENIED);
        ProcessTicks before = balancer.process().ticks();
        long start = System.nanoTime();
        try (Peak peak = new Peak(balancer)) {
            Bystanders bystanders = Bystanders.serve(balancer.port(), CONNECTIONS, rate, seconds);
            double took = (System.nanoTime() - start) / 1e9;
            ProcessTicks used = balancer.process().ticks().since(before);
            double share = (used.userMicros() + used.systemMicros()) / 1e6 / took;
            return new AbuseRun(
                    title,
                    took,
                    crowd.connections(),
                    crowd.frames(),
                    balancer.metric(AbusedBalancer.DENIED) - deniedBefore,
                    share,
                    share - shareWithout,
                    peak.heap(),
                    peak.direct(),
                    peak.resident(),
                    bystanders);
        }
    }

    /** Of a source. */
    enum Limits {
        NONE("Nobody is banned", "{ connection-rate: null, request-rate: null, open-connections: null }"),
        DEFAULT("Sources are banned, as they are by default", "{}");

        private final String title;
        private final String abuse;

        Limits(String title, String abuse) {
            this.title = title;
            this.abuse = abuse;
        }

        String title() {
            return title;
        }

        /** In YAML. */
        String abuse() {
            return abuse;
        }
    }
}
