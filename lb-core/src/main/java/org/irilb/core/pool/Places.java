package org.irilb.core.pool;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The places at the nodes of all pools of one snapshot, and who gets them when they become free. A node can be in
 * several pools, so that whatever frees a place looks at all of them. No wake-up is lost: a waiter is appended before
 * the last look for a place, a place is given back before the last look for a waiter, and a loop that adopts a snapshot
 * looks once more. Any thread.
 */
public final class Places {

    private final Pool[] pools;

    /** @param pools all pools of the snapshot */
    public Places(List<Pool> pools) {
        this.pools = pools.toArray(Pool[]::new);
    }

    /**
     * Appends to the pool's queue. The grant may come before this returns; it is for a node that {@code asker} hasn't
     * tried, unless he has tried all that take requests.
     *
     * @param nowNanos arrival, as {@link System#nanoTime()} tells it
     */
    public Ticket enqueue(Pool pool, Waiter waiter, Asker asker, long nowNanos) {
        Ticket ticket = pool.append(waiter, asker, nowNanos);
        drain();
        return ticket;
    }

    /** Gives a place back, to the one who has waited longest if there is one. */
    public void release(Member member) {
        member.release();
        drain();
    }

    /** Ends what {@link Node#suspendPow} began. */
    public void resumePow(Node node) {
        node.resumePow();
        drain();
    }

    /** Grants free places to those who wait. To be called after a place was given back and after a snapshot was adopted. */
    public void drain() {
        while (grantOldest() || grantAny()) {
            // each round has granted a place, or found a queue empty that wasn't
        }
    }

    /** The place goes to who has waited longest over all pools, if it can serve him. */
    private boolean grantOldest() {
        Pool oldest = oldest();
        return oldest != null && oldest.grantNext() != Pool.Grant.NOTHING;
    }

    /** The one who has waited longest may want other nodes than the one that is free. */
    private boolean grantAny() {
        boolean again = false;
        for (Pool pool : pools) {
            again |= pool.drain();
        }
        return again;
    }

    private @Nullable Pool oldest() {
        Pool oldest = null;
        long arrival = 0;
        for (Pool pool : pools) {
            Ticket head = pool.head();
            if (head != null && (oldest == null || head.arrivalNanos() - arrival < 0)) {
                oldest = pool;
                arrival = head.arrivalNanos();
            }
        }
        return oldest;
    }
}
