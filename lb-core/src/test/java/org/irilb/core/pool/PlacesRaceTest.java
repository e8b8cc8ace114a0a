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

/** Moments in which a wake-up could be lost, over and over. Nothing else happens that would make good for it. */
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
    private volatile Member other;

    @AfterEach
    void endThreads() {
        over = true;
    }

    /** The only place is given back while one waiter leaves and another arrives in another pool. */
    @Test
    void thePlaceFindsTheOneWhoStays() {
        repeatEachRound(1, () -> left = ticket.cancel());
        repeatEachRound(
                2,
                () -> snapshot.places().enqueue(snapshot.defaults(), Cluster.waiter(arriving::add), Cluster.ASKER, 2));
        Random random = new Random(SEED);
        long end = System.nanoTime() + BUDGET_NANOS;
        while (System.nanoTime() - end < 0) {
            Member held = snapshot.defaults().admit(Cluster.ASKER);
            ticket = snapshot.places().enqueue(snapshot.pow(), Cluster.waiter(leaving::add), Cluster.ASKER, 1);
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

    /** Two places are given back while one waits who has tried the first of them, and another arrives. */
    @Test
    void eachFindsThePlaceThatTheOtherCantUse() {
        Cluster.Snapshot two =
                cluster.adopt(Cluster.limited("1", 1, 1, PowRole.NONE), Cluster.limited("2", 1, 1, PowRole.NONE));
        Pool pool = two.defaults();
        Asker failedByOne = Cluster.ASKER.afterTrying(cluster.node("1"));
        Asker failedByTwo = Cluster.ASKER.afterTrying(cluster.node("2"));
        repeatEachRound(1, () -> two.places().release(other));
        repeatEachRound(2, () -> two.places().enqueue(pool, Cluster.waiter(arriving::add), Cluster.ASKER, 2));
        Random random = new Random(SEED);
        long end = System.nanoTime() + BUDGET_NANOS;
        while (System.nanoTime() - end < 0) {
            Member held = pool.admit(failedByTwo);
            other = pool.admit(failedByOne);
            two.places().enqueue(pool, Cluster.waiter(leaving::add), failedByOne, 1);
            finished.set(0);
            round.incrementAndGet();
            spin(random.nextInt(200));
            two.places().release(held);
            await(finished, 2);
            assertBothAreServedOrOneIsByTheOthersRelease(two);
        }
    }

    /** The newcomer may have got node 2, which the first one waits for: then it is his as soon as that is released. */
    private void assertBothAreServedOrOneIsByTheOthersRelease(Cluster.Snapshot two) {
        assertThat(arriving).as("arrived in round %s, seed %d", round, SEED).hasSize(1);
        Member arrived = arriving.remove();
        if (arrived.node().id().equals("1")) {
            assertThat(leaving)
                    .as("node 2 is free in round %s, seed %d", round, SEED)
                    .hasSize(1);
        }
        two.places().release(arrived);
        assertThat(leaving).as("waiting in round %s, seed %d", round, SEED).hasSize(1);
        Member waited = leaving.remove();
        assertThat(waited.node().id()).isEqualTo("2");
        two.places().release(waited);
        assertThat(cluster.node("1").inFlight() + cluster.node("2").inFlight()).isZero();
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
