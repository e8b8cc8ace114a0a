package org.irilb.core.soak;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.irilb.core.config.NodeConfig;
import org.irilb.core.config.ServiceState;
import org.irilb.core.config.TransportChoice;
import org.irilb.core.kit.Leaks;
import org.irilb.core.kit.Memory;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Rig;
import org.irilb.core.kit.Setup;
import org.irilb.core.metrics.Counter;

/**
 * Runs clients against two balancers, one that looks at commands and one that passes bodies on, over the same faulty
 * nodes, and says what was wrong. The thread that runs it only.
 */
final class Soak {

    private static final int CLIENTS = 32;
    private static final int NODES = 5;
    private static final int QUARTERS = 4;

    /** Long enough for a busy machine, short enough to be met. */
    private static final Duration FAULT_TIMEOUT = Duration.ofSeconds(4);

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final long seed;
    private final Duration duration;
    private final Setup setup;
    private final Tally tally = new Tally();
    private final List<Memory> quarters = new ArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private final List<String> complaints = new ArrayList<>();
    private final Hiccups hiccups = new Hiccups();
    private long deaths;

    Soak(long seed, Duration duration, TransportChoice transport) {
        this.seed = seed;
        this.duration = duration;
        this.setup = Setup.standard()
                .with(transport)
                .withRequestTimeout(FAULT_TIMEOUT)
                .withServerTimeout(FAULT_TIMEOUT)
                .withQueueTimeout(PATIENCE)
                .withKeepAlive(PATIENCE);
    }

    void run() throws InterruptedException {
        List<Origin> nodes = new ArrayList<>();
        for (int i = 0; i < NODES; i++) {
            nodes.add(FaultyNode.at(0));
        }
        NodeConfig[] configs =
                nodes.stream().map(node -> Setup.node(node.port(), 1, 8)).toArray(NodeConfig[]::new);
        try (Rig commands = Rig.start(setup, configs);
                Rig streaming = Rig.startWithoutCommands(setup, configs)) {
            List<Rig> rigs = List.of(commands, streaming);
            load(rigs, nodes);
            for (Rig rig : rigs) {
                rig.nodes(outOfService(nodes)); // so that kept connections end now
                checkQuiet(rig);
            }
            checkBudget(rigs);
        } finally {
            nodes.forEach(Origin::close);
        }
        complaints.addAll(tally.complaints());
        checkMemory();
        complaints.addAll(Leaks.take());
    }

    private void load(List<Rig> rigs, List<Origin> nodes) throws InterruptedException {
        BooleanSupplier isOver = () -> over.getCount() == 0;
        Unrest unrest = new Unrest(rigs, nodes, seed, isOver);
        ExecutorService threads = Executors.newCachedThreadPool();
        threads.execute(guarded(unrest));
        threads.execute(() -> hiccups.watch(isOver));
        for (int i = 0; i < CLIENTS; i++) {
            threads.execute(guarded(new SoakClient(i, seed, rigs, tally, isOver)));
        }
        for (int i = 0; i < QUARTERS; i++) {
            TimeUnit.NANOSECONDS.sleep(duration.toNanos() / QUARTERS); // that is what the soak is told to take
            quarters.add(Memory.now());
        }
        over.countDown();
        threads.shutdown();
        if (!threads.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            complaints.add("clients are stuck");
            threads.shutdownNow();
        }
        deaths = unrest.deaths();
        unrest.former().forEach(Origin::close);
    }

    /** What breaks the soak itself must not look like success. */
    private Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                StringWriter trace = new StringWriter();
                e.printStackTrace(new PrintWriter(trace));
                tally.complain("the soak itself has failed: " + trace);
            }
        };
    }

    private static NodeConfig[] outOfService(List<Origin> nodes) {
        return nodes.stream()
                .map(node -> Setup.in(ServiceState.MAINT, Setup.node(node.port(), 1, 1)))
                .toArray(NodeConfig[]::new);
    }

    private void checkQuiet(Rig rig) {
        try {
            rig.awaitQuiet();
        } catch (AssertionError e) {
            complaints.add(e.getMessage());
        }
    }

    /** A request on a kept connection that its node is closing is sent again, as long as the budget allows. */
    private void checkBudget(List<Rig> rigs) {
        long over = rigs.stream()
                .mapToLong(rig -> rig.counted(Counter.RETRIES_OVER_BUDGET))
                .sum();
        if (tally.innocentBadGateways().size() > over) {
            complaints.add("502 without a fault (expected: " + over
                    + " times, the retries that weren't in the budget): " + tally.innocentBadGateways());
        }
    }

    private void checkMemory() {
        Memory last = quarters.get(QUARTERS - 1);
        if (!last.isFlatSince(quarters.get(1))) {
            complaints.add("memory grows: " + quarters);
        }
    }

    /** What was wrong; empty if nothing was. */
    List<String> complaints() {
        return complaints;
    }

    Tally tally() {
        return tally;
    }

    String report() {
        return "seed " + seed + ", " + tally.requests() + " requests in " + duration.toSeconds() + " s, " + deaths
                + " deaths of nodes, " + tally.innocentBadGateways().size() + " answers 502 for lack of retries\n"
                + tally
                + "\nheap+direct after each quarter " + quarters + "; longest standstill of the machine "
                + hiccups.longest().toMillis() + " ms";
    }
}
