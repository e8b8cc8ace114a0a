package org.irilb.core.pool;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The members of a pool that take new requests, as of one snapshot, and the order of their turns. Immutable; any thread. */
final class Candidates {

    private final Member[] members;
    private final int[] order;

    /** @param members usable ones, so that each has a weight */
    Candidates(List<Member> members) {
        this.members = members.toArray(Member[]::new);
        this.order = WeightedOrder.of(
                members.stream().mapToInt(member -> member.config().weight()).toArray());
    }

    int size() {
        return members.length;
    }

    boolean isEmpty() {
        return members.length == 0;
    }

    Member at(int index) {
        return members[index];
    }

    int indexAfter(int index) {
        return index + 1 == members.length ? 0 : index + 1;
    }

    /** Turns in a round, in which each one comes as often as its weight says. */
    int round() {
        return order.length;
    }

    /** Index of the one whose turn it is, {@code turn} below {@link #round()}. */
    int byTurn(int turn) {
        return order[turn];
    }

    /** Index of one that any int draws, by weight. */
    int byLot(int lot) {
        return order[(int) ((lot & 0xffff_ffffL) * order.length >>> 32)];
    }

    /** Whether {@code asker} has tried each of them. */
    boolean areAllTriedBy(Asker asker) {
        for (Member member : members) {
            if (!asker.hasTried(member.node())) {
                return false;
            }
        }
        return true;
    }

    /** Reserves a place at the first one that has one, from {@code start} on; no luck can hide a free place from this. */
    @Nullable
    Member reserveAny(int start, Asker asker) {
        for (int step = 0, at = start; step < members.length; step++) {
            Member member = members[at];
            if (member.reserveFor(asker)) {
                return member;
            }
            at = indexAfter(at);
        }
        return null;
    }
}
