package org.irilb.core.pool;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Gives a client's requests to the same member, by consistent hashing: members have points on a ring, as many as their
 * weight says, and a client belongs to the next point after its own. A member that comes or goes takes or leaves only
 * its own clients. HAProxy's "balance source" with "hash-type consistent" (manual, chapter 4.2) lets clients wait for a
 * member that is full; there is one queue per pool here, so that they go on to the next one. Any thread.
 */
final class SourceRing implements Balancer {

    /** For each unit of weight, as many as other rings have: shares are met to within a tenth. */
    private static final int POINTS = 160;

    private static final int MAX_POINTS = 1 << 18;

    /** In a small pool one member may have many points in a row. */
    private static final int LEAST_WALK = 16;

    private final Candidates candidates;
    /** Sorted; the point in the upper half, the index of its member in the lower. */
    private final long[] ring;

    SourceRing(Candidates candidates) {
        this.candidates = candidates;
        this.ring = ring(candidates);
    }

    private static long[] ring(Candidates candidates) {
        long weights = 0;
        for (int i = 0; i < candidates.size(); i++) {
            weights += candidates.at(i).config().weight();
        }
        // Halved until they fit, rather than divided by the total: a weight that changes must not move all points.
        int shift = 0;
        while (weights * POINTS >> shift > MAX_POINTS) {
            shift++;
        }
        long[][] points = new long[candidates.size()][];
        for (int i = 0; i < points.length; i++) {
            points[i] = points(candidates.at(i), i, shift);
        }
        long[] ring = Arrays.stream(points).flatMapToLong(Arrays::stream).toArray();
        Arrays.sort(ring);
        return ring;
    }

    private static long[] points(Member member, int index, int shift) {
        long id = Hash.of(member.config().id());
        long[] points = new long[(int) Math.max(1, (long) member.config().weight() * POINTS >> shift)];
        for (int i = 0; i < points.length; i++) {
            points[i] = Hash.mix(id + i) & 0xffff_ffff_0000_0000L | index;
        }
        return points;
    }

    @Override
    public @Nullable Member reserve(Asker asker) {
        if (candidates.isEmpty()) {
            return null;
        }
        int start = after(asker.sourceHash());
        int lot = (int) Hash.mix(asker.sourceHash()); // the client's own, so that it moves but once in a slow start
        int walk = Math.min(ring.length, LEAST_WALK + 2 * candidates.size());
        for (int step = 0, at = start; step < walk; step++) {
            int index = (int) ring[at];
            if (candidates.takesTurn(index, lot) && candidates.at(index).reserveFor(asker)) {
                return candidates.at(index);
            }
            at = at + 1 == ring.length ? 0 : at + 1;
        }
        return candidates.reserveAny((int) ring[start], asker);
    }

    private int after(int sourceHash) {
        int found = Arrays.binarySearch(ring, (long) sourceHash << 32);
        int next = found >= 0 ? found : -found - 1;
        return next == ring.length ? 0 : next;
    }
}
