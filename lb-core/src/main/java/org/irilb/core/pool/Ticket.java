package org.irilb.core.pool;

import java.util.concurrent.atomic.AtomicReference;

/** A waiter's place in the admission queue. Any thread. */
public final class Ticket {

    private enum State {
        WAITING,
        GRANTED,
        CANCELLED
    }

    private final AdmissionQueue queue;
    private final Waiter waiter;
    private final long arrivalNanos;
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);

    Ticket(AdmissionQueue queue, Waiter waiter, long arrivalNanos) {
        this.queue = queue;
        this.waiter = waiter;
        this.arrivalNanos = arrivalNanos;
    }

    /**
     * Leaves the queue.
     *
     * @return true if it was still waiting; it will never be granted then. False if a grant is on its way or has
     *     arrived: {@link Waiter#granted} is called, and whoever gets it gives the place back.
     */
    public boolean cancel() {
        if (!state.compareAndSet(State.WAITING, State.CANCELLED)) {
            return false;
        }
        queue.forget(this);
        return true;
    }

    /** Of cancelling and granting, one wins. */
    boolean claim() {
        return state.compareAndSet(State.WAITING, State.GRANTED);
    }

    Waiter waiter() {
        return waiter;
    }

    long arrivalNanos() {
        return arrivalNanos;
    }
}
