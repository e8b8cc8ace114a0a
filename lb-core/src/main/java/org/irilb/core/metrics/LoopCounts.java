package org.irilb.core.metrics;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.stream.IntStream;

/**
 * Counts of some kinds of things, by number. Each loop adds to a row of its own, so that an increment is a plain store;
 * any thread may read the sums, each of which is exact once the loops are idle.
 */
public final class LoopCounts {

    private static final VarHandle CELLS = MethodHandles.arrayElementVarHandle(long[].class);

    private final long[][] rows;
    /** What had been counted when everything was cleared last; loops never write here. */
    private volatile long[] cleared;

    /**
     * @param loops how many loops will write
     * @param kinds how many kinds there are
     */
    public LoopCounts(int loops, int kinds) {
        rows = new long[loops][kinds];
        cleared = new long[kinds];
    }

    /** Adds {@code amount} to a kind, from 0. Loop {@code loop} only. */
    public void add(int loop, int kind, long amount) {
        long[] row = rows[loop];
        CELLS.setOpaque(row, kind, row[kind] + amount);
    }

    /** The sum over all loops. Any thread. */
    public long sum(int kind) {
        return total(kind) - cleared[kind];
    }

    /** Begins to count from 0 again. Any thread. */
    public void clear() {
        cleared = IntStream.range(0, cleared.length).mapToLong(this::total).toArray();
    }

    private long total(int kind) {
        long sum = 0;
        for (long[] row : rows) {
            sum += (long) CELLS.getOpaque(row, kind);
        }
        return sum;
    }
}
