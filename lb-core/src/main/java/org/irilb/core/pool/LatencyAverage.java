package org.irilb.core.pool;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How long a node takes to answer, on average, the latest answers counting most. It fades while none come, so that a
 * node that is avoided for its slowness is tried again. Any thread; of two answers at the same moment one may be
 * forgotten, which an average can bear.
 */
final class LatencyAverage {

    /** What a new answer counts, against all before it. */
    private static final double SHARE = 1.0 / 16;

    /** After this long without an answer the average counts half. */
    private static final double HALVING_MILLIS = TimeUnit.SECONDS.toMillis(10);

    /** A failure is no better than this, in nanoseconds: a node that refuses at once must not look fast. */
    private static final long FAILURE_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Nanoseconds as a float in the upper half, milliseconds of the last answer in the lower: both change together. */
    private final AtomicLong state = new AtomicLong();

    /** @param tookNanos from sending the request to the first byte of the answer */
    void answered(long tookNanos, long nowNanos) {
        double average = average(state.get());
        double took = Math.max(1, tookNanos); // 0 stands for not knowing
        set(average == 0 ? took : average + (took - average) * SHARE, nowNanos);
    }

    /** Counts as twice the average, or a second if that is longer. */
    void failed(long nowNanos) {
        answered((long) Math.max(FAILURE_NANOS, 2 * average(state.get())), nowNanos);
    }

    /** In nanoseconds; 0 if there has never been an answer. */
    double nanosAt(long nowNanos) {
        long now = state.get();
        int idle = millis(nowNanos) - (int) now;
        return average(now) * HALVING_MILLIS / (HALVING_MILLIS + Math.max(0, idle));
    }

    private void set(double average, long nowNanos) {
        state.lazySet((long) Float.floatToRawIntBits((float) average) << 32 | millis(nowNanos) & 0xffff_ffffL);
    }

    private static double average(long state) {
        return Float.intBitsToFloat((int) (state >>> 32));
    }

    /** Wraps around every 49 days; differences don't mind. */
    private static int millis(long nanos) {
        return (int) TimeUnit.NANOSECONDS.toMillis(nanos);
    }
}
