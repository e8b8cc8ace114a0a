package org.irilb.core.pool;

import java.util.Iterator;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.irilb.core.metrics.Gauge;
import org.jspecify.annotations.Nullable;

/** Who waits for a free node of a pool, first come, first served. Any thread. */
final class AdmissionQueue implements Iterable<Ticket> {

    private final ConcurrentLinkedQueue<Ticket> tickets = new ConcurrentLinkedQueue<>();
    private final Gauge depth = new Gauge();

    Ticket append(Waiter waiter, Asker asker, long nowNanos) {
        Ticket ticket = new Ticket(this, waiter, asker, nowNanos);
        depth.increment(); // before it can be granted, so that the depth is never negative
        tickets.add(ticket);
        return ticket;
    }

    /** A ticket that waits no more leaves at once, so that a pool without nodes doesn't gather dead ones. */
    void forget(Ticket over) {
        depth.decrement();
        tickets.remove(over);
    }

    /** The first one that waits; it may be over this very moment. */
    @Nullable
    Ticket head() {
        Ticket head;
        while ((head = tickets.peek()) != null && !head.isWaiting()) {
            tickets.remove(head); // its owner is about to
        }
        return head;
    }

    /** From the first one on; those that came or went meanwhile may be among them or not. */
    @Override
    public Iterator<Ticket> iterator() {
        return tickets.iterator();
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
