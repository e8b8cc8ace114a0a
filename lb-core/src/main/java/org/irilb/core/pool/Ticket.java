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

    /**
     * Leaves the queue with a grant. Of cancelling and granting, one wins.
     *
     * @return whether it was still waiting
     */
    boolean claim() {
        if (!state.compareAndSet(State.WAITING, State.GRANTED)) {
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
