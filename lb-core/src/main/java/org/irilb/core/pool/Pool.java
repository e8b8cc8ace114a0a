package org.irilb.core.pool;

import java.util.Comparator;
import java.util.List;
import org.irilb.core.config.PoolConfig;
import org.irilb.core.config.Zone;
import org.jspecify.annotations.Nullable;

/** The members of a pool as of one snapshot, over the queue and the counts that all snapshots share. Any thread. */
public final class Pool {

    private final PoolConfig config;
    private final PoolState state;
    private final List<Member> members;
    private final Candidates candidates;
    private final Balancer balancer;
    private final AdmissionQueue queue;

    /** @param members all of them, in the order of their source, usable or not */
    public Pool(PoolConfig config, PoolState state, List<Member> members) {
        this.config = config;
        this.state = state;
        this.members = List.copyOf(members);
        this.candidates =
                new Candidates(members.stream().filter(Member::usable).toList(), config.slowStart(), state.outside());
        this.balancer = Balancer.of(config.balance(), candidates, state);
        this.queue = state.queue();
    }

    public PoolConfig config() {
        return config;
    }

    public PoolState state() {
        return state;
    }

    /** All members, usable or not. */
    public List<Member> members() {
        return members;
    }

    /** Names of the zones whose nodes take new requests, the nearest first. */
    public List<String> servingZones() {
        return members.stream()
                .filter(Member::usable)
                .map(member -> member.config().zone())
                .distinct()
                .sorted(Comparator.comparing(Zone::rank))
                .map(Zone::name)
                .toList();
    }

    /** Whether any member takes new requests; if none does, waiting is of no use until the next snapshot. */
    public boolean hasUsable() {
        return !candidates.isEmpty();
    }

    /** How many of its turns a member takes now, in percent: fewer than 100 in its slow start, and while it fades out. */
    public int sharePercent(Member member, long nowNanos) {
        Ramp ramp = member.ramp(config.slowStart(), nowNanos);
        return ramp == null ? 100 : (int) (100 * ramp.share(nowNanos));
    }

    /** Whether any member that takes new requests is one that {@code asker} hasn't tried. */
    public boolean offersAnother(Asker asker) {
        return !candidates.areAllTriedBy(asker);
    }

    /**
     * Takes a place at the member that the pool's way of balancing chooses, among those with room that {@code asker}
     * hasn't tried.
     *
     * @return null if there is none, or if somebody waits already: nobody overtakes the queue
     */
    public @Nullable Member admit(Asker asker) {
        if (!queue.isEmpty()) {
            return null;
        }
        Member member = balancer.reserve(asker);
        if (member != null) {
            member.begin();
        }
        return member;
    }

    /** How many wait now. */
    public int queued() {
        return queue.depth().current();
    }

    /** The most that have waited at a time. */
    public int queuedHighest() {
        return queue.depth().highest();
    }

    /** Forgets that more have waited than now. */
    public void forgetQueuedHighest() {
        queue.depth().forgetHighest();
    }

    /** How long the first one in the queue has waited, in nanoseconds; -1 if nobody waits. */
    public long oldestWaitNanos(long nowNanos) {
        Ticket head = queue.head();
        return head == null ? -1 : Math.max(0, nowNanos - head.arrivalNanos());
    }

    /** Whoever appends drains afterwards: the place that was full a moment ago may be free by now. */
    Ticket append(Waiter waiter, Asker asker, long nowNanos) {
        return queue.append(waiter, asker, nowNanos);
    }

    @Nullable
    Ticket head() {
        return queue.head();
    }

    /**
     * Grants places for as long as somebody waits and a place is found.
     *
     * @return whether to look again, over all pools: a place was taken for somebody who had gone, and while it was
     *     taken another pool may have looked for it in vain
     */
    boolean drain() {
        while (true) {
            switch (grantNext()) {
                case GRANTED -> {}
                case NOTHING -> {
                    return false;
                }
                case GAVE_BACK -> {
                    return true;
                }
            }
        }
    }

    /** Sends away all who wait. Whoever works with a snapshot that has this pool may still append others. */
    public void dismissAll() {
        for (Ticket ticket : queue) {
            if (ticket.dismiss()) {
                ticket.waiter().dismissed();
            }
        }
    }

    /** What became of an attempt to grant one place. */
    enum Grant {
        GRANTED,
        /** Nobody waits, or no place is free that anybody wants. */
        NOTHING,
        /** A place was taken, but the one it was for didn't wait any more. */
        GAVE_BACK
    }

    /**
     * Grants a place to the first who can use one. Each asks for himself, so that nobody is kept from a place by
     * somebody before him who has tried that node already and waits for another.
     */
    Grant grantNext() {
        if (queue.isEmpty()) {
            return Grant.NOTHING; // nearly always, and without an iterator
        }
        Asker refused = null;
        for (Ticket ticket : queue) {
            if (!ticket.isWaiting()) {
                continue;
            }
            Asker asker = ticket.asker();
            if (candidates.areAllTriedBy(asker)) {
                asker = asker.forgiving(); // there is nothing else to wait for
            }
            if (refused == null || !refused.isNoPickierThan(asker)) {
                Member member = balancer.reserve(asker);
                if (member != null) {
                    return grant(ticket, member);
                }
                refused = asker;
            }
            if (asker.takesAny()) {
                return Grant.NOTHING;
            }
        }
        return Grant.NOTHING;
    }

    private static Grant grant(Ticket ticket, Member member) {
        if (!ticket.claim()) {
            member.giveBack();
            return Grant.GAVE_BACK;
        }
        member.begin();
        ticket.waiter().granted(member);
        return Grant.GRANTED;
    }
}
