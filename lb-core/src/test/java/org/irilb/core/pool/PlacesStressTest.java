package org.irilb.core.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.irilb.core.config.Balance;
import org.irilb.core.kit.Await;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Workers that admit, wait, cancel and release as event loops do, over nodes with one to three places in two pools,
 * while snapshots change members, weights and limits, with some nodes tried already. At the end of each round nothing may be left. What a later release
 * would make good for, a wake-up lost in the middle, is {@link PlacesRaceTest}'s subject.
 */
class PlacesStressTest {

    private static final long SEED = 20_261_124;
    private static final int WORKERS = 4;
    private static final long BUDGET_NANOS = TimeUnit.SECONDS.toNanos(1);

    @ParameterizedTest
    @EnumSource(Balance.class)
    void limitsHoldAndNobodyIsForgotten(Balance balance) throws Exception {
        ThreadFactory daemons = task -> {
            Thread thread = new Thread(task, "stress");
            thread.setDaemon(true);
            return thread;
        };
        ExecutorService threads = Executors.newFixedThreadPool(WORKERS, daemons);
        try {
            long end = System.nanoTime() + BUDGET_NANOS;
            int rounds = 0;
            do {
                round(balance, threads, SEED + rounds++);
            } while (System.nanoTime() - end < 0);
        } finally {
            threads.shutdownNow();
        }
    }

    private static void round(Balance balance, ExecutorService threads, long seed) throws Exception {
        StressHistory history = new StressHistory(balance, seed);
        List<StressWorker> workers = new ArrayList<>();
        for (int i = 0; i < WORKERS; i++) {
            workers.add(new StressWorker(history, new Random(seed * WORKERS + i)));
        }
        history.workers(workers);
        List<Future<?>> running = new ArrayList<>();
        for (StressWorker worker : workers) {
            running.add(threads.submit(worker));
        }
        while (workers.stream().anyMatch(StressWorker::isStarting)) {
            history.publishRandom();
            Thread.yield();
        }
        history.publishLast();
        for (Future<?> future : running) {
            future.get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
        assertNothingIsLeft(history.latest());
        for (StressWorker worker : workers) {
            worker.assertEachRequestEndedOnce();
        }
    }

    private static void assertNothingIsLeft(StressHistory.Version last) {
        for (Pool pool : List.of(last.snapshot().defaults(), last.snapshot().pow())) {
            assertThat(pool.queued()).isZero();
            assertThat(pool.head()).isNull();
            for (Member member : pool.members()) {
                assertThat(member.node().inFlight()).isZero();
                assertThat(member.node().powInFlight()).isZero();
                assertThat(member.stats().sessions().current()).isZero();
            }
        }
    }
}
