package org.irilb.core.metrics;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * How long the requests of one subject (a pool, a server) took, in nanoseconds, those that a node has answered. Each loop
 * writes to a row of its own; any thread may read.
 */
public final class Timings {

    /** A part of a request's time. The name in parentheses is the column of {@code show stat} that prints it. */
    public enum Phase {
        /** Until a node was chosen (qtime). */
        QUEUE,
        /** From then until a connection stood (ctime). */
        CONNECT,
        /** From then until the answer began (rtime). */
        RESPONSE,
        /** All in all (ttime). */
        TOTAL
    }

    private static final VarHandle CELLS = MethodHandles.arrayElementVarHandle(long[].class);
    private static final int PHASES = Phase.values().length;
    private static final int COUNT = 2 * PHASES;

    /** Shared by all that were never cleared, which are many; never written to. */
    private static final long[] NOTHING = new long[COUNT + 1];

    /** For each loop the sums, the highest values, and how many there were. */
    private final long[][] rows;

    /** Sums and count as they were when everything was cleared last; loops never write here. */
    private volatile long[] cleared = NOTHING;

    /** @param loops how many loops will write */
    public Timings(int loops) {
        rows = new long[loops][COUNT + 1];
    }

    /** Adds one request. Loop {@code loop} only. */
    public void add(int loop, long queueNanos, long connectNanos, long responseNanos, long totalNanos) {
        long[] row = rows[loop];
        add(row, Phase.QUEUE, queueNanos);
        add(row, Phase.CONNECT, connectNanos);
        add(row, Phase.RESPONSE, responseNanos);
        add(row, Phase.TOTAL, totalNanos);
        CELLS.setOpaque(row, COUNT, row[COUNT] + 1);
    }

    private static void add(long[] row, Phase phase, long nanos) {
        int sum = phase.ordinal();
        int highest = PHASES + sum;
        CELLS.setOpaque(row, sum, row[sum] + nanos);
        if (nanos > row[highest]) {
            CELLS.setOpaque(row, highest, nanos);
        }
    }

    /** How many requests there were. Any thread. */
    public long count() {
        return sum(COUNT);
    }

    /** Nanoseconds of all requests together. Any thread. */
    public long sum(Phase phase) {
        return sum(phase.ordinal());
    }

    private long sum(int cell) {
        return total(cell) - cleared[cell];
    }

    private long total(int cell) {
        long sum = 0;
        for (long[] row : rows) {
            sum += (long) CELLS.getOpaque(row, cell);
        }
        return sum;
    }

    /** Forgets which requests took longest. Any thread. */
    public void forgetHighest() {
        for (long[] row : rows) {
            for (int cell = PHASES; cell < COUNT; cell++) {
                CELLS.setOpaque(row, cell, 0L);
            }
        }
    }

    /** Begins anew. Any thread. */
    public void clear() {
        long[] now = new long[COUNT + 1];
        for (int cell = 0; cell < PHASES; cell++) {
            now[cell] = total(cell);
        }
        now[COUNT] = total(COUNT);
        cleared = now;
        forgetHighest();
    }

    /** Nanoseconds of the request that took longest. Any thread. */
    public long highest(Phase phase) {
        long highest = 0;
        for (long[] row : rows) {
            highest = Math.max(highest, (long) CELLS.getOpaque(row, PHASES + phase.ordinal()));
        }
        return highest;
    }
}
