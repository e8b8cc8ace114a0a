package org.irilb.core.command;

/** The arrays and objects that are open, one bit each, so that depth costs no stack. One loop's. */
final class Nesting {

    private final int limit;
    private final long[] objects;
    private int depth;

    /** @param limit how many may be open at a time */
    Nesting(int limit) {
        this.limit = limit;
        this.objects = new long[(limit + Long.SIZE - 1) / Long.SIZE];
    }

    void clear() {
        depth = 0;
    }

    /** Returns false, and opens nothing, at the limit. */
    boolean open(boolean object) {
        if (depth == limit) {
            return false;
        }
        long bit = 1L << depth;
        objects[depth >> 6] = object ? objects[depth >> 6] | bit : objects[depth >> 6] & ~bit;
        depth++;
        return true;
    }

    void close() {
        depth--;
    }

    boolean isEmpty() {
        return depth == 0;
    }

    /** Whether one is open. */
    boolean isOutermost() {
        return depth == 1;
    }

    /** Whether the innermost one is an object, not an array. */
    boolean isObject() {
        return (objects[(depth - 1) >> 6] >>> (depth - 1) & 1) != 0;
    }
}
