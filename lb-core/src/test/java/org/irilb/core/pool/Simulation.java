package org.irilb.core.pool;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.irilb.core.config.Balance;
import org.irilb.core.config.NodeConfig;

/**
 * A pool with its real balancer and queue, over nodes and clients that exist in virtual time only. The same every time:
 * all chance comes from seeds, and what arrives when is the same for each way of balancing. One thread's.
 */
final class Simulation {

    static final long QUEUE_TIMEOUT = TimeUnit.SECONDS.toNanos(10);
    static final long NODE_TIMEOUT = TimeUnit.SECONDS.toNanos(5);
    static final long REFUSAL = TimeUnit.MILLISECONDS.toNanos(1);

    private static final long SEED = 20_261_124;
    private static final int CLIENTS = 500;

    /**
     * What is simulated.
     *
     * @param perSecond requests that arrive, at random moments
     * @param workMillis what one takes at a usual node on average; exponentially distributed
     */
    record Scenario(
            String title,
            String text,
            int requests,
            double perSecond,
            double workMillis,
            List<SimulatedNode.Kind> nodes) {}

    private record Event(long nanos, long number, Runnable action) {}

    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::nanos).thenComparingLong(Event::number));
    private final Outcome outcome = new Outcome();
    private final Map<Node, SimulatedNode> nodes = new HashMap<>();
    private final Cluster.Snapshot snapshot;
    private long now;
    private long scheduled;

    private Simulation(Scenario scenario, Balance balance) {
        Cluster cluster = new Cluster(balance, new Outside(new Random(SEED)::nextInt, () -> now));
        List<NodeConfig> configs = new ArrayList<>();
        for (SimulatedNode.Kind kind : scenario.nodes()) {
            configs.add(kind.config("n" + configs.size()));
        }
        snapshot = cluster.adopt(configs);
        for (Member member : pool().members()) {
            nodes.put(member.node(), new SimulatedNode(this, scenario.nodes().get(nodes.size())));
        }
    }

    static Outcome run(Scenario scenario, Balance balance) {
        Simulation simulation = new Simulation(scenario, balance);
        simulation.arrivals(scenario);
        Event event;
        while ((event = simulation.events.poll()) != null) {
            simulation.now = event.nanos();
            event.action().run();
        }
        simulation.assertNothingIsLeft();
        return simulation.outcome;
    }

    private void arrivals(Scenario scenario) {
        Random random = new Random(SEED);
        double at = 0;
        for (int i = 0; i < scenario.requests(); i++) {
            at += exponential(random, 1e9 / scenario.perSecond());
            Asker client = Clients.number(random.nextInt(CLIENTS));
            long work = (long) exponential(random, scenario.workMillis() * 1e6);
            after((long) at, () -> new SimulatedRequest(this, client, work).ask());
        }
    }

    /** StrictMath, so that the last digit is the same on every machine. */
    private static double exponential(Random random, double mean) {
        return -mean * StrictMath.log(1 - random.nextDouble());
    }

    private void assertNothingIsLeft() {
        pool().members().forEach(member -> {
            outcome.chosen(nodes.get(member.node()).chosen());
            if (member.node().inFlight() != 0) {
                throw new AssertionError(member + " has requests in flight at the end");
            }
        });
        if (pool().queued() != 0) {
            throw new AssertionError(pool().queued() + " wait at the end");
        }
    }

    void after(long nanos, Runnable action) {
        events.add(new Event(now + nanos, scheduled++, action));
    }

    long now() {
        return now;
    }

    Pool pool() {
        return snapshot.defaults();
    }

    Places places() {
        return snapshot.places();
    }

    SimulatedNode node(Member member) {
        return nodes.get(member.node());
    }

    Outcome outcome() {
        return outcome;
    }
}
