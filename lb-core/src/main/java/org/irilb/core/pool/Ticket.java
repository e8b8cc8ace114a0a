package org.irilb.core.pool;

import java.util.concurrent.atomic.AtomicReference;

/** A waiter's place in the admission queue. Any thread. */
public final class Ticket {

    private enum State {
        WAITING,
        GRANTED,
        CANCELLED,
        DISMISSED
    }

    private final AdmissionQueue queue;
    private final Waiter waiter;
    private final Asker asker;
    private final long arrivalNanos;
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);

    Ticket(AdmissionQueue queue, Waiter waiter, Asker asker, long arrivalNanos) {
        this.queue = queue;
        this.waiter = waiter;
        this.asker = asker;
        this.arrivalNanos = arrivalNanos;
    }

    /**
     * Leaves the queue.
     *
     * @return true if it was still waiting; its waiter will hear nothing more. False if a grant or a dismissal is on its
     *     way or has arrived: {@link Waiter#granted} is called, and whoever gets it gives the place back; or
     *     {@link Waiter#dismissed} is.
     */
    public boolean cancel() {
        return leave(State.CANCELLED);
    }

    /** Leaves the queue with a grant; returns whether it was still waiting. */
    boolean claim() {
        return leave(State.GRANTED);
    }

    /** Leaves the queue for good; returns whether it was still waiting. */
    boolean dismiss() {
        return leave(State.DISMISSED);
    }

    /** Of all who would have it leave, one wins. */
    private boolean leave(State how) {
        if (!state.compareAndSet(State.WAITING, how)) {
            return false;
        }
        queue.forget(this);
        return true;
    }

    boolean isWaiting() {
        return state.get() == State.WAITING;
    }

    Asker asker() {
        return asker;
    }

    Waiter waiter() {
        return waiter;
    }

    long arrivalNanos() {
        return arrivalNanos;
    }
}
