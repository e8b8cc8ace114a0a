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
        int start = nextTurn(order);
        // A turn that is let go by is over: otherwise whoever comes next would have it on top of his own.
        for (int passed = 0; !candidates.takesTurn(order[start]); passed++) {
            if (passed == candidates.size()) {
                return candidates.reserveAny(order[start], asker);
            }
            start = nextTurn(order);
        }
        return reserveFrom(start, asker);
    }

    private int nextTurn(int[] order) {
        return Integer.remainderUnsigned(turn.getAndIncrement(), order.length);
    }

    private @Nullable Member reserveFrom(int start, Asker asker) {
        int[] order = candidates.order();
        int walk = Math.min(order.length, 2 * candidates.size());
        for (int step = 0, at = start; step < walk; step++) {
            Member member = candidates.at(order[at]);
            if ((step == 0 || candidates.takesTurn(order[at])) && member.reserveFor(asker)) {
                return member;
            }
            at = at + 1 == order.length ? 0 : at + 1;
        }
        // A long round can hide the only free member from the walk.
        return walk == order.length && !candidates.anySlowStart() ? null : candidates.reserveAny(order[start], asker);
    }
}
