package org.irilb.core.pool;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Picks the member with the fewest requests in flight for its weight (HAProxy manual, chapter 4.2, "balance
 * leastconn"). Equals are taken in turn, by weight, where HAProxy forgets the weight. Any thread.
 */
final class LeastConnections implements Balancer {

    /** Members with room that are compared; among this many, there is always one as good as the best for practice. */
    static final int LOOKS = 64;

    private final Candidates candidates;
    private final AtomicInteger turn;

    LeastConnections(Candidates candidates, AtomicInteger turn) {
        this.candidates = candidates;
        this.turn = turn;
    }

    @Override
    public @Nullable Member reserve(Asker asker) {
        if (candidates.isEmpty()) {
            return null;
        }
        int[] order = candidates.order();
        int start = order[Integer.remainderUnsigned(turn.getAndIncrement(), order.length)];
        Member least = least(start, asker);
        if (least == null && !candidates.anyRamp()) {
            return null;
        }
        return least != null && least.reserve() ? least : candidates.reserveAny(start, asker);
    }

    private @Nullable Member least(int start, Asker asker) {
        Member least = null;
        int looks = 0;
        for (int step = 0, at = start; step < candidates.size() && looks < LOOKS; step++) {
            Member member = candidates.at(at);
            if (member.hasRoom() && !asker.hasTried(member.node()) && candidates.takesTurn(at)) {
                if (member.node().inFlight() == 0) {
                    return member;
                }
                least = least == null ? member : least.lessLoaded(member);
                looks++;
            }
            at = candidates.indexAfter(at);
        }
        return least;
    }
}
