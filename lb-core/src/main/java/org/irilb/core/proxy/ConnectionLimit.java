package org.irilb.core.proxy;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.irilb.core.metrics.Gauge;

/** Client connections over all listeners, and how many there may be. Any thread. */
final class ConnectionLimit {

    private final Gauge open = new Gauge();
    private final List<ConnectionGate> gates = new CopyOnWriteArrayList<>();
    private final CountDownLatch drained = new CountDownLatch(1);
    private volatile int limit;
    private volatile boolean draining;

    ConnectionLimit(int limit) {
        this.limit = limit;
    }

    void add(ConnectionGate gate) {
        gates.add(gate);
    }

    /** Takes effect with the next connection; what is open stays. */
    void limit(int limit) {
        this.limit = limit;
        gates.forEach(ConnectionGate::lookAgain);
    }

    boolean tryEnter() {
        return open.tryIncrement(limit);
    }

    void leave() {
        open.decrement();
        gates.forEach(ConnectionGate::lookAgain);
        noteDrained();
    }

    /** No more connections will come; {@link #awaitDrained} ends when none is left. */
    void drain() {
        draining = true;
        noteDrained();
    }

    private void noteDrained() {
        if (draining && open.current() == 0) {
            drained.countDown();
        }
    }

    boolean awaitDrained(long nanos) throws InterruptedException {
        return drained.await(nanos, TimeUnit.NANOSECONDS);
    }

    int open() {
        return open.current();
    }

    int limit() {
        return limit;
    }
}
