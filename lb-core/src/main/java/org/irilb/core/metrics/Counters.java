package org.irilb.core.metrics;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The counters of one subject (a listener, a pool, a server). Each loop adds to a row of its own, so that an increment
 * is a plain store; any thread may read the sums, each of which is exact once the loops are idle.
 */
public final class Counters {

    private static final VarHandle CELLS = MethodHandles.arrayElementVarHandle(long[].class);
    private static final int COUNTERS = Counter.values().length;

    /** Shared by all that were never cleared, which are many; never written to. */
    private static final long[] NOTHING = new long[COUNTERS];

    private final long[][] rows;
    /** What had been counted when everything was cleared last; loops never write here. */
    private volatile long[] cleared = NOTHING;

    /** @param loops how many loops will write */
    public Counters(int loops) {
        rows = new long[loops][COUNTERS];
    }

    /** Adds one. Loop {@code loop} only. */
    public void increment(int loop, Counter counter) {
        add(loop, counter, 1);
    }

    /** Adds {@code amount}. Loop {@code loop} only. */
    public void add(int loop, Counter counter, long amount) {
        long[] row = rows[loop];
        CELLS.setOpaque(row, counter.ordinal(), row[counter.ordinal()] + amount);
    }

    /** The sum over all loops. Any thread. */
    public long sum(Counter counter) {
        return total(counter) - cleared[counter.ordinal()];
    }

    /** What has begun and not yet ended, whatever was cleared. Any thread. */
    public long open(Counter begun, Counter ended) {
        long over = total(ended); // first, so that nothing has ended without having begun
        return total(begun) - over;
    }

    private long total(Counter counter) {
        long sum = 0;
        for (long[] row : rows) {
            sum += (long) CELLS.getOpaque(row, counter.ordinal());
        }
        return sum;
    }

    /** Begins to count from 0 again. Any thread. */
    public void clear() {
        long[] now = new long[COUNTERS];
        for (Counter counter : Counter.values()) {
            now[counter.ordinal()] = total(counter);
        }
        cleared = now;
    }
}
