package org.irilb.core.kit;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a condition, with a bound. */
public final class Await {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Await() {}

    public static void until(String what, BooleanSupplier condition) {
        if (!upTo(PATIENCE, condition)) {
            throw new AssertionError("waited in vain for " + PATIENCE.toSeconds() + " s: " + what);
        }
    }

    /** Waits for a condition that may never come about; returns whether it did. */
    public static boolean upTo(Duration patience, BooleanSupplier condition) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
        }
        return true;
    }

    /** Waits for a latch without a bound; for scripts of nodes, whose threads end with them. */
    public static void latch(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
