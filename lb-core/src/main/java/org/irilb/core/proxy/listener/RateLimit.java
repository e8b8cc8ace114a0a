package org.irilb.core.proxy.listener;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.irilb.core.guard.TwoBuckets;

/** How often something may happen within a second. Any thread. */
final class RateLimit {

    private static final int SECOND = 1000;

    private final AtomicLong buckets = new AtomicLong();
    private volatile int most;

    /** @param most a second; 0 for any number */
    void limit(int most) {
        this.most = most;
    }

    /** A second; 0 for any number. */
    int most() {
        return most;
    }

    boolean isReached(long nowNanos) {
        return most > 0 && TwoBuckets.rate(buckets.get(), millis(nowNanos), SECOND) >= most;
    }

    /** Counts one more, unless that exceeds the limit; returns whether it did. */
    boolean tryCount(long nowNanos) {
        if (most == 0) {
            return true;
        }
        while (!isReached(nowNanos)) {
            long before = buckets.get();
            if (buckets.compareAndSet(before, TwoBuckets.add(before, millis(nowNanos), SECOND))) {
                return true;
            }
        }
        return false;
    }

    private static long millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }
}
