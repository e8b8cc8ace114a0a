package org.irilb.core.metrics;

import java.time.Duration;

/**
 * When something was up and when it was down. A look gives the next; nothing is changed in place. Times are those of
 * {@link System#nanoTime()}.
 *
 * @param isUp as of the last look
 * @param changedNanos when it went up or down, or was first seen
 * @param downs how often it went down
 * @param downNanos how long it was down until then, in all
 */
public record Availability(boolean isUp, long changedNanos, long downs, long downNanos) {

    /** As it is first seen. */
    public static Availability first(boolean isUp, long nowNanos) {
        return new Availability(isUp, nowNanos, 0, 0);
    }

    public Availability next(boolean nowUp, long nowNanos) {
        if (nowUp == isUp) {
            return this;
        }
        return nowUp
                ? new Availability(true, nowNanos, downs, downNanos(nowNanos))
                : new Availability(false, nowNanos, downs + 1, downNanos);
    }

    private long downNanos(long nowNanos) {
        return isUp ? downNanos : downNanos + nowNanos - changedNanos;
    }

    /** In all until now. */
    public Outages outages(long nowNanos) {
        return new Outages(
                downs, Duration.ofNanos(downNanos(nowNanos)), Duration.ofNanos(Math.max(0, nowNanos - changedNanos)));
    }
}
