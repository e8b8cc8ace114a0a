package org.irilb.core.proxy.exchange;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many bytes a second compressors may be given, over all loops (HAProxy configuration manual, "maxcomprate"). An answer
 * that begins when they have had more than that isn't compressed; one that has begun goes on. Any thread.
 */
public final class CompressionLimit {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private volatile int most;

    /** When all that compressors were given will be a second's share and older, as {@link System#nanoTime()} tells it. */
    private final AtomicLong spentUntil = new AtomicLong(System.nanoTime());

    /** @param most bytes a second; 0 for any number */
    public void limit(int most) {
        this.most = most;
    }

    /** Bytes a second; 0 for any number. */
    public int most() {
        return most;
    }

    boolean isReached(long nowNanos) {
        return most > 0 && spentUntil.get() - nowNanos > SECOND;
    }

    /** Compressors were given {@code bytes}. */
    void spend(int bytes, long nowNanos) {
        int limit = most;
        if (limit == 0) {
            return;
        }
        long cost = bytes * SECOND / limit;
        spentUntil.accumulateAndGet(cost, (until, more) -> (until - nowNanos > 0 ? until : nowNanos) + more);
    }
}
