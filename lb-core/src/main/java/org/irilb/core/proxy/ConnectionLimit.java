package org.irilb.core.proxy;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.irilb.core.metrics.Gauge;

/** Client connections over all listeners, and how many there may be. Any thread. */
final class ConnectionLimit {

    private final Gauge open = new Gauge();
    private final List<ConnectionGate> gates = new CopyOnWriteArrayList<>();
    private volatile int limit;

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
    }

    int open() {
        return open.current();
    }

    int limit() {
        return limit;
    }
}
