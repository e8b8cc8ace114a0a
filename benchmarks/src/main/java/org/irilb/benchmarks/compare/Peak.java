package org.irilb.benchmarks.compare;

import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAccumulator;

/** The most memory that a balancer has in use while this is open, by looks that are a quarter of a second apart. Any thread. */
final class Peak implements AutoCloseable {

    private static final int PAUSE_MILLIS = 250;

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final LongAccumulator heap = new LongAccumulator(Long::max, 0);
    private final LongAccumulator direct = new LongAccumulator(Long::max, 0);
    private final LongAccumulator resident = new LongAccumulator(Long::max, 0);
    private final AbusedBalancer balancer;

    Peak(AbusedBalancer balancer) {
        this.balancer = balancer;
        thread.scheduleWithFixedDelay(this::look, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            heap.accumulate((long) balancer.metric(AbusedBalancer.HEAP));
            direct.accumulate((long) balancer.metric(AbusedBalancer.DIRECT));
            resident.accumulate(balancer.process().residentKib() * 1024);
        } catch (IOException e) {
            throw new IllegalStateException(e); // the last look shows that there was one too few
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Used in the heap, garbage included, in bytes. */
    long heap() {
        return heap.get();
    }

    /** Of Netty's buffers, in bytes. */
    long direct() {
        return direct.get();
    }

    /** Of the process, in bytes. */
    long resident() {
        return resident.get();
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
