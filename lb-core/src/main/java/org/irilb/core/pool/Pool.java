package org.irilb.core.pool;

import java.util.List;
import org.irilb.core.config.PoolConfig;
import org.jspecify.annotations.Nullable;

/** The members of a pool as of one snapshot, over the queue and the counts that all snapshots share. Any thread. */
public final class Pool {

    private final PoolConfig config;
    private final PoolState state;
    private final List<Member> members;
    private final RoundRobin balancer;
    private final AdmissionQueue queue;

    /** @param members all of them, in the order of their source, usable or not */
    public Pool(PoolConfig config, PoolState state, List<Member> members) {
        this.config = config;
        this.state = state;
        this.members = List.copyOf(members);
        this.balancer = new RoundRobin(members.stream().filter(Member::usable).toList(), state.turn());
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

    /** Whether any member takes new requests; if none does, waiting is of no use until the next snapshot. */
    public boolean hasUsable() {
        return !balancer.isEmpty();
    }

    /**
     * Takes a place at the member whose turn it is among those with room that haven't been tried.
     *
     * @return null if there is none, or if somebody waits already: nobody overtakes the queue
     */
    public @Nullable Member admit(Tried tried) {
        if (!queue.isEmpty()) {
            return null;
        }
        Member member = balancer.reserve(tried);
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

    /** How long the first one in the queue has waited, in nanoseconds; -1 if nobody waits. */
    public long oldestWaitNanos(long nowNanos) {
        Ticket head = queue.head();
        return head == null ? -1 : Math.max(0, nowNanos - head.arrivalNanos());
    }

    /** Whoever appends drains afterwards: the place that was full a moment ago may be free by now. */
    Ticket append(Waiter waiter, long nowNanos) {
        return queue.append(waiter, nowNanos);
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

    /** What became of an attempt to grant one place. */
    enum Grant {
        GRANTED,
        /** Nobody waits, or no place is free. */
        NOTHING,
        /** A place was taken, but nobody waited any more. */
        GAVE_BACK
    }

    Grant grantNext() {
        if (queue.isEmpty()) {
            return Grant.NOTHING;
        }
        Member member = balancer.reserve(Tried.NONE);
        if (member == null) {
            return Grant.NOTHING;
        }
        Ticket ticket = queue.next();
        if (ticket == null) {
            member.giveBack();
            return Grant.GAVE_BACK;
        }
        member.begin();
        ticket.waiter().granted(member);
        return Grant.GRANTED;
    }
}
