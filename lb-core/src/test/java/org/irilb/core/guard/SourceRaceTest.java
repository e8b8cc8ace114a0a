package org.irilb.core.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.irilb.core.command.Command;
import org.irilb.core.config.AbuseConfig;
import org.irilb.core.metrics.SourceStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Loops that come from the same sources at the same time. */
class SourceRaceTest {

    private static final int THREADS = 4;
    private static final AbuseRules OFF = new AbuseRules(AbuseConfig.OFF);

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final CyclicBarrier start = new CyclicBarrier(THREADS);

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    /** More sources than places, so that they push each other out all the time. */
    @Test
    void aPinnedSourceIsFoundByAllAndNeverSharesItsPlace() throws Exception {
        int addresses = 12;
        SourceTable table = new SourceTable(8, new Random(7), 0);
        inAllThreads(thread -> {
            Random random = new Random(thread);
            for (int i = 0; i < 200_000; i++) {
                int number = random.nextInt(addresses);
                Source source = table.enter(SourceTableTest.address(number), i);
                if (source == null) {
                    continue; // more than eight can't be pinned by four threads that hold two each at most
                }
                assertThat(OFF.judge(source, true, Command.NONE, i)).isNull();
                assertThat(source.status(OFF, source.nanos(i)).source()).isEqualTo("10.0.0." + number);
                Source again = table.enter(SourceTableTest.address(number), i);
                assertThat(again).isNotNull();
                assertThat(again.status(OFF, again.nanos(i)).running()).isBetween(1, THREADS);
                again.leave();
                source.answered();
                source.leave();
                if (random.nextInt(10) == 0) {
                    table.forget(SourceTableTest.address(random.nextInt(addresses)), i);
                }
            }
        });

        List<SourceStatus> left = table.list(OFF, TimeUnit.SECONDS.toNanos(1));
        assertThat(left).extracting(SourceStatus::source).doesNotHaveDuplicates();
        assertThat(left).allSatisfy(status -> {
            assertThat(status.running()).isZero();
            assertThat(status.connections()).isZero();
        });
        assertThat(table.status(OFF, 0).untracked()).isZero();
    }

    @Test
    void noEventIsLost() throws Exception {
        SourceTable table = new SourceTable(8, new Random(7), 0);
        inAllThreads(thread -> {
            for (int i = 0; i < 20_000; i++) {
                Source source = table.enter(SourceTableTest.address(1), i);
                OFF.judge(source, true, Command.NONE, 0);
                source.add(SourceSet.Field.REQUEST_RATE, 1000, 10_000);
                source.answered();
                source.leave();
            }
        });

        Source source = table.enter(SourceTableTest.address(1), 0);
        assertThat(source.rate(SourceSet.Field.REQUEST_RATE, 1000, 10_000)).isEqualTo(THREADS * 20_000);
        assertThat(table.list(OFF, 0).get(0).requestsMade()).isEqualTo(THREADS * 20_000);
    }

    @Test
    void aLimitIsKeptToByAllTogether() throws Exception {
        SourceTable table = new SourceTable(8, new Random(7), 0);
        RateLimit limit = new RateLimit(Rule.CONNECTION_RATE, SourceSet.Field.CONNECTION_RATE, 12_345, 10_000, true);
        AtomicIntegerArray passed = new AtomicIntegerArray(1);
        inAllThreads(thread -> {
            Source source = table.enter(SourceTableTest.address(1), 0);
            for (int i = 0; i < 5_000; i++) {
                if (source.tryAdd(limit, 1000)) {
                    passed.incrementAndGet(0);
                }
            }
        });

        assertThat(passed.get(0)).isEqualTo(12_345);
    }

    private interface Job {
        void run(int thread);
    }

    private void inAllThreads(Job job) throws Exception {
        List<Callable<Void>> jobs = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int thread = i;
            jobs.add(() -> {
                start.await();
                job.run(thread);
                return null;
            });
        }
        for (Future<Void> done : threads.invokeAll(jobs)) {
            done.get();
        }
    }
}
