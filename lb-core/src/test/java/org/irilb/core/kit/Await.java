package org.irilb.core.kit;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Waits for a condition, with a bound. */
public final class Await {

    /** Ends every wait, so that a test that would hang fails; long, as a machine may stand still for a while. */
    public static final Duration PATIENCE = Duration.ofSeconds(60);

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

    /** Waits until a number that grows has grown, and then stays as it is for many looks in a row. */
    public static void standstill(String what, LongSupplier number) {
        long[] last = {0};
        int[] unmoved = {0};
        until(what, () -> {
            long now = number.getAsLong();
            unmoved[0] = now == last[0] && now > 0 ? unmoved[0] + 1 : 0;
            last[0] = now;
            return unmoved[0] > 100;
        });
    }
}
