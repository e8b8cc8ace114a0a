package org.irilb.core.pool;

import java.util.concurrent.ConcurrentLinkedQueue;
import org.irilb.core.metrics.Gauge;
import org.jspecify.annotations.Nullable;

/** Who waits for a free node of a pool, first come, first served. Any thread. */
final class AdmissionQueue {

    private final ConcurrentLinkedQueue<Ticket> tickets = new ConcurrentLinkedQueue<>();
    private final Gauge depth = new Gauge();

    Ticket append(Waiter waiter, long nowNanos) {
        Ticket ticket = new Ticket(this, waiter, nowNanos);
        depth.increment(); // before it can be granted, so that the depth is never negative
        tickets.add(ticket);
        return ticket;
    }

    /** Takes the first one that still waits; from here on it can't be cancelled. */
    @Nullable
    Ticket next() {
        Ticket ticket;
        while ((ticket = tickets.poll()) != null) {
            if (ticket.claim()) {
                depth.decrement();
                return ticket;
            }
        }
        return null;
    }

    /** A ticket that was cancelled leaves at once, so that a pool without nodes doesn't gather dead ones. */
    void forget(Ticket cancelled) {
        depth.decrement();
        tickets.remove(cancelled);
    }

    /** The first one; it may have been cancelled this very moment. */
    @Nullable
    Ticket head() {
        return tickets.peek();
    }

    /** Asks the queue, not the depth: the depth counts a ticket before it can be found. */
    boolean isEmpty() {
        return tickets.isEmpty();
    }

    /** How many wait, and the most that ever did. */
    Gauge depth() {
        return depth;
    }
}
