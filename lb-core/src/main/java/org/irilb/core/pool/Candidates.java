package org.irilb.core.pool;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The members of a pool that take new requests, as of one snapshot, and the order of their turns. Any thread; nothing
 * changes but that ramps end.
 */
final class Candidates {

    private final Member[] members;
    private final int[] order;
    private final Outside outside;
    /** By index of the member; null if nobody has one, which is nearly always. */
    private final @Nullable Ramp @Nullable [] ramps;

    /** @param members usable ones, so that each has a weight */
    Candidates(List<Member> members, Duration slowStart, Outside outside) {
        this.members = members.toArray(Member[]::new);
        this.order = WeightedOrder.of(
                members.stream().mapToInt(member -> member.config().weight()).toArray());
        this.outside = outside;
        this.ramps = ramps(members, slowStart, outside.nanoTime().getAsLong());
    }

    private static @Nullable Ramp @Nullable [] ramps(List<Member> members, Duration slowStart, long nowNanos) {
        Ramp[] ramps = new Ramp[members.size()];
        boolean any = false;
        for (int i = 0; i < ramps.length; i++) {
            ramps[i] = members.get(i).ramp(slowStart, nowNanos);
            any |= ramps[i] != null;
        }
        return any ? ramps : null;
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

    /** Indices of members in the order of one round, in which each one comes as often as its weight says; not to be changed. */
    int[] order() {
        return order;
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

    /** Whether anybody lets turns go by, so that {@link #reserveAny} may find a place where the others were in vain. */
    boolean anyRamp() {
        return ramps != null;
    }

    /** Whether a member takes the turn that has come to it, by chance: on a ramp it lets some go by. */
    boolean takesTurn(int index) {
        return ramps == null
                || ramps[index] == null
                || takesTurn(index, outside.random().getAsInt());
    }

    /** The same by {@code lot}. */
    boolean takesTurn(int index, int lot) {
        Ramp ramp = ramps == null ? null : ramps[index];
        if (ramp == null) {
            return true;
        }
        long now = outside.nanoTime().getAsLong();
        if (ramp.isOver(now)) {
            ramps[index] = null; // whoever doesn't see it yet finds the same
            return true;
        }
        return ramp.lets(lot, now);
    }

    /** Reserves a place at a member, if it takes the turn and {@code asker} hasn't tried it. */
    @Nullable
    Member reserve(int index, Asker asker) {
        return takesTurn(index) && members[index].reserveFor(asker) ? members[index] : null;
    }

    /**
     * Reserves a place at the first one that has one, from {@code start} on; neither bad luck nor a ramp hides a
     * free place from this.
     */
    @Nullable
    Member reserveAny(int start, Asker asker) {
        Member member = ramps == null ? null : reserveAny(start, asker, true);
        return member == null ? reserveAny(start, asker, false) : member;
    }

    private @Nullable Member reserveAny(int start, Asker asker, boolean inTurn) {
        for (int step = 0, at = start; step < members.length; step++) {
            if ((!inTurn || takesTurn(at)) && members[at].reserveFor(asker)) {
                return members[at];
            }
            at = indexAfter(at);
        }
        return null;
    }
}
