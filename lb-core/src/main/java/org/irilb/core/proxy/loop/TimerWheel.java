package org.irilb.core.proxy.loop;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All timeouts of a loop, in steps of 100 ms. To put one off costs a store: it stays where it is, and the wheel finds
 * out when it gets there. One loop's.
 */
public final class TimerWheel {

    private static final Logger LOG = LoggerFactory.getLogger(TimerWheel.class);

    public static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final int BUCKETS = 512;

    private final Timeout[] buckets = new Timeout[BUCKETS];
    private final long startNanos;
    private long current;

    TimerWheel(long nowNanos) {
        startNanos = nowNanos;
        for (int i = 0; i < BUCKETS; i++) {
            buckets[i] = Timeout.head();
        }
    }

    /** Sets or moves a timeout. It runs at the first tick at or after its deadline. */
    public void schedule(Timeout timeout, long deadlineNanos) {
        timeout.deadline(deadlineNanos);
        long wanted = tickOf(deadlineNanos);
        if (timeout.isLinked()) {
            if (timeout.tick() <= wanted) {
                return;
            }
            timeout.unlink();
        }
        link(timeout, wanted);
    }

    public void cancel(Timeout timeout) {
        timeout.unlink();
    }

    /** Runs what is due. */
    void advance(long nowNanos) {
        long until = (nowNanos - startNanos) / TICK_NANOS;
        while (current <= until) {
            Timeout head = buckets[(int) (current % BUCKETS)];
            current++;
            Timeout due;
            while ((due = firstUpTo(head, current - 1)) != null) {
                due.unlink();
                if (due.deadlineNanos() - nowNanos <= 0) {
                    run(due);
                } else {
                    link(due, tickOf(due.deadlineNanos()));
                }
            }
        }
    }

    /** Whatever goes wrong with one timeout, the others still come. */
    private static void run(Timeout due) {
        try {
            due.run();
        } catch (Throwable e) {
            LOG.error("a timeout failed", e);
        }
    }

    /** What was linked while the bucket is worked off may be for the next turn of the wheel. */
    private static @Nullable Timeout firstUpTo(Timeout head, long tick) {
        Timeout first = head.first();
        return first != null && first.tick() <= tick ? first : null;
    }

    private void link(Timeout timeout, long wanted) {
        long tick = Math.max(current, Math.min(wanted, current + BUCKETS - 1));
        timeout.linkBefore(buckets[(int) (tick % BUCKETS)], tick);
    }

    private long tickOf(long deadlineNanos) {
        return Math.max(0, (deadlineNanos - startNanos + TICK_NANOS - 1) / TICK_NANOS);
    }
}
