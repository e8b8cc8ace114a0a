package org.irilb.core.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.irilb.core.faults.Requests.NODE_INFO;
import static org.irilb.core.faults.Requests.POW;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.irilb.core.config.NodeConfig;
import org.irilb.core.config.TransportChoice;
import org.irilb.core.kit.OnEachTransport;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Rig;
import org.irilb.core.kit.Setup;
import org.irilb.core.kit.Wire;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Many clients want few places, over all loops, while the nodes' weights and limits change and one comes and goes. */
@Execution(ExecutionMode.CONCURRENT)
final class CrowdTest {

    private static final int CLIENTS = 200;
    private static final int REQUESTS = 8;
    private static final int WORKERS = 4;
    private static final int MOST_AT_WIDE = 3;
    private static final Duration FOREVER = Duration.ofMinutes(5);

    /** So that requests meet at the node, if they can. */
    private static final Duration WORK = Duration.ofNanos(200_000);

    @OnEachTransport
    void noLimitIsPassedAndNobodyIsForgotten(TransportChoice transport) throws Exception {
        Setup setup = Setup.standard()
                .with(transport)
                .withWorkers(WORKERS)
                .withQueueTimeout(FOREVER)
                .withRequestTimeout(FOREVER)
                .withKeepAlive(FOREVER);
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService threads = Executors.newCachedThreadPool();
        try (Origin single = working();
                Origin wide = working();
                Origin fleeting = working();
                Rig rig = Rig.start(setup, Setup.node(single.port(), 1, 1), Setup.node(wide.port(), 1, 1))) {
            Future<Integer> swaps = threads.submit(() -> swapUntil(over, rig, single, wide, fleeting));
            List<Callable<Integer>> clients = new ArrayList<>();
            AtomicInteger turn = new AtomicInteger();
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(() -> served(rig, turn));
            }
            int served = 0;
            for (Future<Integer> client : threads.invokeAll(clients, FOREVER.toSeconds(), TimeUnit.SECONDS)) {
                served += client.get();
            }
            over.set(true);
            assertThat(served).isEqualTo(CLIENTS * REQUESTS);
            assertThat(swaps.get()).isGreaterThan(10);
            assertThat(single.mostAtATime()).isEqualTo(1);
            assertThat(fleeting.mostAtATime()).isEqualTo(1);
            assertThat(wide.mostAtATime()).isBetween(2, MOST_AT_WIDE);
            rig.awaitQuiet(single, wide, fleeting);
        } finally {
            threads.shutdownNow();
        }
    }

    /** Every client asks for both kinds of work in turn; returns how often it was answered. */
    private static int served(Rig rig, AtomicInteger turn) {
        int served = 0;
        try (Wire client = rig.client()) {
            for (int i = 0; i < REQUESTS; i++) {
                client.post(turn.getAndIncrement() % 2 == 0 ? POW : NODE_INFO);
                served += client.readAnswer().status() == 200 ? 1 : 0;
            }
        }
        return served;
    }

    private static int swapUntil(AtomicBoolean over, Rig rig, Origin single, Origin wide, Origin fleeting) {
        Random random = new Random(42);
        int swaps = 0;
        while (!over.get()) {
            List<NodeConfig> nodes = new ArrayList<>();
            nodes.add(Setup.node(single.port(), 1 + random.nextInt(5), 1));
            nodes.add(Setup.node(wide.port(), 1 + random.nextInt(5), 1 + random.nextInt(MOST_AT_WIDE)));
            if (swaps % 2 == 0) {
                nodes.add(Setup.node(fleeting.port(), 1 + random.nextInt(5), 1));
            }
            rig.balancer().updateNodes(nodes);
            swaps++;
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
        return swaps;
    }

    private static Origin working() {
        return Origin.playing((wire, node) -> {
            while (true) {
                node.next(wire);
                LockSupport.parkNanos(WORK.toNanos());
                node.done();
                wire.send(Origin.ok("1"));
            }
        });
    }
}
