package org.irilb.core.metrics;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/**
 * How many things took how long. Lengths are told apart in steps of 12 % (the preferred numbers R20 of ISO 3, and half a
 * minute and a few minutes besides), from 10 µs to 1,000 s. Each loop counts in a row of its own, so that to count is a
 * plain store; a row is made when its loop first counts, and takes 1.4 kB. Any thread may read.
 */
public final class Histogram {

    private static final VarHandle CELLS = MethodHandles.arrayElementVarHandle(long[].class);
    private static final VarHandle ROWS = MethodHandles.arrayElementVarHandle(long[][].class);

    private static final long[] STEPS = {
        100, 112, 125, 140, 160, 180, 200, 224, 250, 280, 315, 355, 400, 450, 500, 560, 630, 710, 800, 900
    };
    private static final int DECADES = 8;

    /** The longest that a cell counts, in nanoseconds; what is longer than the last one has a cell of its own. */
    private static final long[] BOUNDS = bounds();

    /** For each number of bits, the first cell for a number of as many. */
    private static final int[] FIRST = first();

    private static final int CELL_COUNT = BOUNDS.length + 1;

    /** Behind the counts, nanoseconds of all together. */
    private static final int SUM = CELL_COUNT;

    private final long[][] rows;

    /** What had been counted when everything was cleared last; loops never write here. */
    private volatile long[] cleared = new long[CELL_COUNT + 1];

    /** @param loops how many loops will count */
    public Histogram(int loops) {
        rows = new long[loops][];
    }

    private static long[] bounds() {
        LongStream steps = LongStream.iterate(100, unit -> unit * 10)
                .limit(DECADES)
                .flatMap(unit -> LongStream.of(STEPS).map(step -> step * unit));
        LongStream besides = LongStream.of(30, 60, 120, 300, 1000).map(TimeUnit.SECONDS::toNanos);
        return LongStream.concat(steps, besides).sorted().distinct().toArray();
    }

    private static int[] first() {
        int[] first = new int[Long.SIZE];
        for (int bits = 1; bits < first.length; bits++) {
            first[bits] = cell(first[bits - 1], 1L << (bits - 1));
        }
        return first;
    }

    /** The cell for {@code nanos}, which is {@code from} or a later one. */
    private static int cell(int from, long nanos) {
        int cell = from;
        while (cell < BOUNDS.length && nanos > BOUNDS[cell]) {
            cell++;
        }
        return cell;
    }

    /** Counts something that took {@code length} nanoseconds; less than none is none. Loop {@code loop} only. */
    public void add(int loop, long length) {
        long nanos = Math.max(0, length);
        long[] row = rows[loop];
        if (row == null) {
            row = new long[CELL_COUNT + 1];
            ROWS.setRelease(rows, loop, row);
        }
        int cell = cell(FIRST[Long.SIZE - Long.numberOfLeadingZeros(nanos)], nanos);
        CELLS.setOpaque(row, cell, row[cell] + 1);
        CELLS.setOpaque(row, SUM, row[SUM] + nanos);
    }

    /** What was counted so far. Any thread. */
    public Distribution read() {
        long[] counted = totals();
        long[] before = cleared;
        Arrays.setAll(counted, cell -> counted[cell] - before[cell]);
        return new Distribution(counted);
    }

    /** Begins to count from 0 again. Any thread. */
    public void clear() {
        cleared = totals();
    }

    private long[] totals() {
        long[] sums = new long[CELL_COUNT + 1];
        for (int loop = 0; loop < rows.length; loop++) {
            long[] row = (long[]) ROWS.getAcquire(rows, loop);
            if (row != null) {
                for (int cell = 0; cell < sums.length; cell++) {
                    sums[cell] += (long) CELLS.getOpaque(row, cell);
                }
            }
        }
        return sums;
    }

    /** What a histogram had counted at a moment. Immutable. */
    public static final class Distribution {

        private final long[] cells;
        private final long count;

        private Distribution(long[] cells) {
            this.cells = cells;
            this.count = LongStream.of(cells).limit(CELL_COUNT).sum();
        }

        public long count() {
            return count;
        }

        /** Nanoseconds of all together. */
        public long sumNanos() {
            return cells[SUM];
        }

        /**
         * How many took no longer than {@code nanos}. Exact for 1, 2, 2.5, 4, 5 or 8 of any power of ten, 30 s and 1, 2
         * and 5 minutes; for others it is how many took no longer than the next such step below.
         */
        public long countUpTo(long nanos) {
            long sum = 0;
            for (int cell = 0; cell < BOUNDS.length && BOUNDS[cell] <= nanos; cell++) {
                sum += cells[cell];
            }
            return sum;
        }

        /**
         * What {@code percent} of all didn't exceed, in nanoseconds; up to 12 % too much. 0 if there were none, and no
         * more than 1,000 s.
         *
         * @param percent above 0, up to 100
         */
        public long percentile(double percent) {
            if (percent <= 0 || percent > 100) {
                throw new IllegalArgumentException("percent: " + percent + " (expected: above 0, up to 100)");
            }
            long rank = (long) Math.ceil(count * percent / 100);
            long sum = 0;
            for (int cell = 0; cell < BOUNDS.length; cell++) {
                sum += cells[cell];
                if (sum >= rank) {
                    return rank == 0 ? 0 : BOUNDS[cell];
                }
            }
            return BOUNDS[BOUNDS.length - 1];
        }
    }
}
