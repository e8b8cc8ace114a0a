package org.irilb.server.text;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Keeps long work out of the way of the event loops. A thread that works on without a rest has its processor until the
 * kernel's next tick, for up to 4 ms at 250 ticks a second, and a loop that something wakes meanwhile waits as long if the
 * other processors are busy, too. Whoever rests several times a millisecond is never in the way for longer than that.
 * One thread's.
 */
public final class DutyCycle {

    private static final long WORK_NANOS = 200_000;

    /** The kernel adds about 50 µs. */
    private static final long REST_NANOS = 10_000;

    private final LongSupplier nanoClock;
    private final LongConsumer rest;
    private long rested;

    /** Work begins now. */
    public DutyCycle() {
        this(System::nanoTime, LockSupport::parkNanos);
    }

    DutyCycle(LongSupplier nanoClock, LongConsumer rest) {
        this.nanoClock = nanoClock;
        this.rest = rest;
        this.rested = nanoClock.getAsLong();
    }

    /** To be called often, at least every 0.1 ms. Returns at once, or after a rest. */
    public void restIfDue() {
        if (nanoClock.getAsLong() - rested >= WORK_NANOS) {
            rest.accept(REST_NANOS);
            rested = nanoClock.getAsLong();
        }
    }
}
