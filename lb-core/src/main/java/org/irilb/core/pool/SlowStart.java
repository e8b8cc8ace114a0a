package org.irilb.core.pool;

/**
 * The time in which a node that has come back takes a growing share of its turns (HAProxy manual, chapter 5.2,
 * "slowstart"). Immutable; any thread.
 *
 * @param fromNanos when it came back, as {@link System#nanoTime()} tells it
 * @param lengthNanos more than 0; until then, the share grows evenly from nothing to all
 */
record SlowStart(long fromNanos, long lengthNanos) {

    boolean isOver(long nowNanos) {
        return nowNanos - fromNanos >= lengthNanos;
    }

    /** Whether a turn may be taken that has drawn {@code lot}; of all ints, as many let it as the share has grown. */
    boolean lets(int lot, long nowNanos) {
        return (lot & 0xffff_ffffL) < share(nowNanos) * 0x1p32;
    }

    /** 0 to 1. */
    double share(long nowNanos) {
        return Math.min(1, Math.max(0, nowNanos - fromNanos) / (double) lengthNanos);
    }
}
