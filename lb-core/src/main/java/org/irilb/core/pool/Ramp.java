package org.irilb.core.pool;

/**
 * The time in which a node takes a growing share of its turns, because it has come back (HAProxy manual, chapter 5.2,
 * "slowstart"), or a falling one, because it isn't needed any more. Immutable; any thread.
 *
 * @param fromNanos when it began, as {@link System#nanoTime()} tells it
 * @param lengthNanos more than 0; until then, the share changes evenly between nothing and all
 * @param falling whether it ends at nothing, where it stays until the next snapshot
 */
record Ramp(long fromNanos, long lengthNanos, boolean falling) {

    /** Whether the share is the whole again. */
    boolean isOver(long nowNanos) {
        return !falling && nowNanos - fromNanos >= lengthNanos;
    }

    /** Whether a turn may be taken that has drawn {@code lot}; of all ints, as many let it as the share is large. */
    boolean lets(int lot, long nowNanos) {
        return (lot & 0xffff_ffffL) < share(nowNanos) * 0x1p32;
    }

    /** 0 to 1. */
    double share(long nowNanos) {
        double passed = Math.min(1, Math.max(0, nowNanos - fromNanos) / (double) lengthNanos);
        return falling ? 1 - passed : passed;
    }
}
