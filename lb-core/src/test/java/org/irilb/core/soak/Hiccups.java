package org.irilb.core.soak;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Notices when the whole process stands still, be it for garbage or because others use the machine. Any thread. */
final class Hiccups {

    private static final Duration STEP = Duration.ofMillis(10);

    private volatile long longestNanos;

    /** Watches until it is over; one thread. */
    void watch(BooleanSupplier over) {
        long before = System.nanoTime();
        while (!over.getAsBoolean()) {
            LockSupport.parkNanos(STEP.toNanos());
            long now = System.nanoTime();
            longestNanos = Math.max(longestNanos, now - before);
            before = now;
        }
    }

    /** So long did a thread wait that wanted to wait for {@link #STEP}. */
    Duration longest() {
        return Duration.ofNanos(longestNanos);
    }
}
