package org.irilb.core.guard;

/**
 * How many events there were in the last period, told from two buckets of one period each: all of the present one, and of
 * the one before the part that the last period still reaches into (HAProxy's {@code freq_ctr}, as rates of its stick
 * tables are counted). Everything is packed into one long, so that a single compare-and-set changes it; 0 is one that
 * nothing was counted in. Times are in milliseconds since any moment. Stateless.
 */
public final class TwoBuckets {

    /** Most events that a bucket holds; it stays there. */
    public static final int MAX_EVENTS = (1 << 18) - 1;

    /** Longest period, in milliseconds. Whoever is silent for three of them must be counted anew, see {@link #since}. */
    static final int MAX_PERIOD = 12 * 3_600_000;

    private static final int EVENT_BITS = 18;
    private static final int START_SHIFT = 2 * EVENT_BITS;

    private TwoBuckets() {}

    /** The buckets after one more event. */
    public static long add(long buckets, long nowMillis, int period) {
        long elapsed = since(buckets, nowMillis);
        if (buckets == 0 || elapsed >= 2L * period) {
            return pack(nowMillis, 0, 1);
        }
        int current = current(buckets);
        if (elapsed >= period) {
            return pack((buckets >>> START_SHIFT) + period, current, 1);
        }
        return current == MAX_EVENTS ? buckets : buckets + 1;
    }

    /** Events in the last period, rounded down. A single one in the bucket before is told until that bucket is gone. */
    public static int rate(long buckets, long nowMillis, int period) {
        if (buckets == 0) {
            return 0;
        }
        int current = current(buckets);
        int before = (int) (buckets >>> EVENT_BITS) & MAX_EVENTS;
        long remaining = period - since(buckets, nowMillis);
        if (remaining < 0) {
            remaining += period;
            before = remaining < 0 ? 0 : current;
            current = 0;
        }
        return current == 0 && before <= 1 ? before : current + (int) (before * remaining / period);
    }

    private static int current(long buckets) {
        return (int) buckets & MAX_EVENTS;
    }

    /**
     * Since the present bucket began. The beginning is kept in 28 bits, so that half of them, 37 hours, can be told from
     * the future; a thread whose clock is a moment behind the one that began the bucket finds it just begun.
     */
    private static long since(long buckets, long nowMillis) {
        int difference = (int) (nowMillis - (buckets >>> START_SHIFT)) << 4 >> 4;
        return Math.max(0, difference);
    }

    private static long pack(long start, int before, int current) {
        return start << START_SHIFT | (long) before << EVENT_BITS | current;
    }
}
