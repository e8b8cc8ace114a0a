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
        int round = candidates.round();
        int start = Integer.remainderUnsigned(turn.getAndIncrement(), round);
        int walk = Math.min(round, 2 * candidates.size());
        for (int step = 0, at = start; step < walk; step++) {
            Member member = candidates.at(candidates.byTurn(at));
            if (member.reserveFor(asker)) {
                return member;
            }
            at = at + 1 == round ? 0 : at + 1;
        }
        // A long round can hide the only free member from the walk.
        return walk == round ? null : candidates.reserveAny(candidates.byTurn(start), asker);
    }
}
