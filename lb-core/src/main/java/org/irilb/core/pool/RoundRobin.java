package org.irilb.core.pool;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Picks members in turn, by weight (HAProxy manual, chapter 4.2, "balance roundrobin"). The turn is shared by all loops,
 * so that the order holds for the whole process; it survives snapshots. Any thread.
 */
final class RoundRobin implements Balancer {

    private final Candidates candidates;
    private final AtomicInteger turn;

    RoundRobin(Candidates candidates, AtomicInteger turn) {
        this.candidates = candidates;
        this.turn = turn;
    }

    @Override
    public @Nullable Member reserve(Asker asker) {
        if (candidates.isEmpty()) {
            return null;
        }
        int[] order = candidates.order();
        int start = Integer.remainderUnsigned(turn.getAndIncrement(), order.length);
        int walk = Math.min(order.length, 2 * candidates.size());
        for (int step = 0, at = start; step < walk; step++) {
            Member member = candidates.reserve(order[at], asker);
            if (member != null) {
                return afterTurns(step, member);
            }
            at = at + 1 == order.length ? 0 : at + 1;
        }
        // A long round can hide the only free member from the walk.
        return walk == order.length && !candidates.anyRamp() ? null : candidates.reserveAny(order[start], asker);
    }

    /** Turns that nobody took are over: otherwise whoever follows a full member would have its turns on top of his own. */
    private Member afterTurns(int passed, Member member) {
        if (passed > 0) {
            turn.getAndAdd(passed);
        }
        return member;
    }
}
