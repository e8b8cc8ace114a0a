package org.irilb.core.guard;

import java.util.concurrent.TimeUnit;

/**
 * How much a source may ask for: tokens that come back at a steady pace, up to a burst. What a source has is told by one
 * long, the moment at which its budget will be full again (the generic cell rate algorithm, ITU-T I.371); 0 is a budget
 * that was never used. Immutable; times are in nanoseconds since any moment, above 0.
 */
final class CostBudget {

    private final double nanosPerToken;
    private final long burstNanos;

    /**
     * @param tokens that come back in {@code periodNanos}
     * @param burst tokens that a full budget has
     */
    CostBudget(int tokens, long periodNanos, int burst) {
        this.nanosPerToken = (double) periodNanos / tokens;
        this.burstNanos = nanos(burst);
    }

    /**
     * The budget after {@code cost} tokens were taken. What costs more than a full budget is granted to a full one, and
     * leaves it in debt.
     *
     * @return a negative number if it hasn't as much: how long to wait for that, in nanoseconds
     */
    long take(long budget, long nowNanos, int cost) {
        long wanted = nanos(cost);
        long empty = Math.max(0, budget - nowNanos);
        long missing = empty + Math.min(wanted, burstNanos) - burstNanos;
        return missing > 0 ? -missing : nowNanos + empty + wanted;
    }

    /** The budget after {@code cost} tokens were taken whether it has them or not. */
    long charge(long budget, long nowNanos, int cost) {
        return nowNanos + Math.max(0, budget - nowNanos) + nanos(cost);
    }

    /** Tokens that it has; below zero for a debt. */
    long left(long budget, long nowNanos) {
        return (long) Math.floor((burstNanos - Math.max(0, budget - nowNanos)) / nanosPerToken);
    }

    private long nanos(int tokens) {
        return (long) Math.min(tokens * nanosPerToken, TimeUnit.DAYS.toNanos(365));
    }
}
