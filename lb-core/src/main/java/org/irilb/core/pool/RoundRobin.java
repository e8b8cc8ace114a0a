package org.irilb.core.pool;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Picks members in turn, by weight (HAProxy manual, chapter 4.2, "balance roundrobin"). The turn is shared by all loops,
 * so that the order holds for the whole process; it survives snapshots. Any thread.
 */
final class RoundRobin {

    private final Member[] members;
    private final int[] order;
    private final AtomicInteger turn;

    /** @param members usable ones, so that each has a weight */
    RoundRobin(List<Member> members, AtomicInteger turn) {
        this.members = members.toArray(Member[]::new);
        this.order = WeightedOrder.of(
                members.stream().mapToInt(member -> member.config().weight()).toArray());
        this.turn = turn;
    }

    boolean isEmpty() {
        return members.length == 0;
    }

    /** Reserves a place at the next member that has one and hasn't been tried; null if there is none. */
    @Nullable
    Member reserve(Tried tried) {
        if (members.length == 0) {
            return null;
        }
        int start = Integer.remainderUnsigned(turn.getAndIncrement(), order.length);
        int walk = Math.min(order.length, 2 * members.length);
        for (int step = 0, at = start; step < walk; step++) {
            Member member = members[order[at]];
            if (isOpen(member, tried)) {
                return member;
            }
            at = at + 1 == order.length ? 0 : at + 1;
        }
        return walk == order.length ? null : reserveAny(order[start], tried);
    }

    /** A long round can hide the only free member from the walk; a look at each one can't miss it. */
    private @Nullable Member reserveAny(int start, Tried tried) {
        for (int step = 0, at = start; step < members.length; step++) {
            if (isOpen(members[at], tried)) {
                return members[at];
            }
            at = at + 1 == members.length ? 0 : at + 1;
        }
        return null;
    }

    private static boolean isOpen(Member member, Tried tried) {
        return !tried.contains(member.node()) && member.reserve();
    }
}
