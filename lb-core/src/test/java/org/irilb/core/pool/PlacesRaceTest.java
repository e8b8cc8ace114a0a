package org.irilb.core.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.irilb.core.config.PowRole;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The moment in which a wake-up could be lost, over and over: the only place is given back while one waiter leaves and
 * another arrives in another pool. Nothing else happens that would make good for it.
 */
class PlacesRaceTest {

    private static final long SEED = 42;
    private static final long BUDGET_NANOS = TimeUnit.MILLISECONDS.toNanos(1500);

    private final Cluster cluster = new Cluster();
    private final Cluster.Snapshot snapshot = cluster.adopt(Cluster.limited("1", 1, 1, PowRole.ALSO));
    private final Queue<Member> leaving = new ConcurrentLinkedQueue<>();
    private final Queue<Member> arriving = new ConcurrentLinkedQueue<>();
    private final AtomicInteger round = new AtomicInteger();
    private final AtomicInteger finished = new AtomicInteger();
    private volatile boolean over;
    private volatile Ticket ticket;
    private volatile boolean left;

    @AfterEach
    void endThreads() {
        over = true;
    }

    @Test
    void thePlaceFindsTheOneWhoStays() {
        repeatEachRound(1, () -> left = ticket.cancel());
        repeatEachRound(2, () -> snapshot.places().enqueue(snapshot.defaults(), arriving::add, 2));
        Random random = new Random(SEED);
        long end = System.nanoTime() + BUDGET_NANOS;
        while (System.nanoTime() - end < 0) {
            Member held = snapshot.defaults().admit(Tried.NONE);
            ticket = snapshot.places().enqueue(snapshot.pow(), leaving::add, 1);
            finished.set(0);
            round.incrementAndGet();
            spin(random.nextInt(200));
            snapshot.places().release(held);
            await(finished, 2);
            if (!left) {
                snapshot.places().release(leaving.remove());
            }
            assertThat(arriving).as("granted in round %s, seed %d", round, SEED).hasSize(1);
            assertThat(leaving).isEmpty();
            snapshot.places().release(arriving.remove());
            assertThat(cluster.node("1").inFlight()).isZero();
        }
    }

    private void repeatEachRound(int seed, Runnable action) {
        Random random = new Random(seed);
        Thread thread = new Thread(() -> {
            for (int next = 1; await(round, next); next++) {
                spin(random.nextInt(200));
                action.run();
                finished.incrementAndGet();
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private boolean await(AtomicInteger counter, int value) {
        for (int spins = 0; counter.get() < value; spins++) {
            if (over) {
                return false;
            }
            if (spins > 200) {
                Thread.yield();
            }
            Thread.onSpinWait();
        }
        return true;
    }

    private static void spin(int times) {
        for (int i = 0; i < times; i++) {
            Thread.onSpinWait();
        }
    }
}
