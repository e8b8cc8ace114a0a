package org.irilb.core.guard;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.irilb.core.config.AddressBlock;

/**
 * Ranges of addresses of one family, sorted, with gaps between them. An address is two unsigned numbers, its upper and
 * its lower 64 bits; IPv4 has only the lower. Immutable; any thread.
 */
final class AddressRanges {

    /** From the first to the last address, both included. */
    private record Range(long firstHigh, long firstLow, long lastHigh, long lastLow) {

        static Range of(AddressBlock block) {
            NumericAddress first = NumericAddress.of(block.address());
            int free = (first.ipv4() ? 32 : 128) - block.prefix();
            return new Range(
                    first.high(), first.low(), first.high() | ones(free - 64), first.low() | ones(Math.min(free, 64)));
        }

        /** Blocks never overlap in part: one holds the other, or none of it. */
        boolean holds(Range other) {
            return compare(firstHigh, firstLow, other.firstHigh, other.firstLow) <= 0
                    && compare(other.lastHigh, other.lastLow, lastHigh, lastLow) <= 0;
        }

        boolean endsBefore(Range next) {
            long low = lastLow + 1;
            return next.firstLow == low && next.firstHigh == (low == 0 ? lastHigh + 1 : lastHigh);
        }

        Range upTo(Range next) {
            return new Range(firstHigh, firstLow, next.lastHigh, next.lastLow);
        }
    }

    private static final Comparator<Range> BY_FIRST = (a, b) -> {
        int order = compare(a.firstHigh, a.firstLow, b.firstHigh, b.firstLow);
        return order == 0 ? compare(b.lastHigh, b.lastLow, a.lastHigh, a.lastLow) : order; // the larger one first
    };

    private final long[] firstHigh;
    private final long[] firstLow;
    private final long[] lastHigh;
    private final long[] lastLow;

    private AddressRanges(List<Range> ranges) {
        firstHigh = ranges.stream().mapToLong(Range::firstHigh).toArray();
        firstLow = ranges.stream().mapToLong(Range::firstLow).toArray();
        lastHigh = ranges.stream().mapToLong(Range::lastHigh).toArray();
        lastLow = ranges.stream().mapToLong(Range::lastLow).toArray();
    }

    /** @param blocks all of one family */
    static AddressRanges of(List<AddressBlock> blocks) {
        List<Range> merged = new ArrayList<>();
        for (Range next : blocks.stream().map(Range::of).sorted(BY_FIRST).toList()) {
            int end = merged.size() - 1;
            if (end >= 0 && merged.get(end).holds(next)) {
                continue;
            }
            if (end >= 0 && merged.get(end).endsBefore(next)) {
                merged.set(end, merged.get(end).upTo(next));
            } else {
                merged.add(next);
            }
        }
        return new AddressRanges(merged);
    }

    boolean contains(long high, long low) {
        int from = 0;
        int to = firstHigh.length - 1;
        while (from <= to) {
            int middle = (from + to) >>> 1;
            if (compare(high, low, firstHigh[middle], firstLow[middle]) < 0) {
                to = middle - 1;
            } else if (compare(high, low, lastHigh[middle], lastLow[middle]) > 0) {
                from = middle + 1;
            } else {
                return true;
            }
        }
        return false;
    }

    boolean isEmpty() {
        return firstHigh.length == 0;
    }

    int size() {
        return firstHigh.length;
    }

    private static long ones(int count) {
        return count <= 0 ? 0 : -1L >>> (64 - count);
    }

    private static int compare(long high, long low, long otherHigh, long otherLow) {
        int order = Long.compareUnsigned(high, otherHigh);
        return order == 0 ? Long.compareUnsigned(low, otherLow) : order;
    }
}
