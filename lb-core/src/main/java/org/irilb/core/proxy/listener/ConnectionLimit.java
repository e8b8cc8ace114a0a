package org.irilb.core.proxy.listener;

import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.irilb.core.metrics.Gauge;

/** Client connections over all listeners, and how many there may be. Any thread. */
public final class ConnectionLimit {

    private final Gauge open = new Gauge();
    private final List<ConnectionGate> gates = new CopyOnWriteArrayList<>();
    private final CountDownLatch drained = new CountDownLatch(1);
    private final AcceptRate rate = new AcceptRate();
    private volatile int configured;
    private volatile OptionalInt byHand = OptionalInt.empty();
    private volatile boolean draining;

    public ConnectionLimit(int limit) {
        this.configured = limit;
    }

    void add(ConnectionGate gate) {
        gates.add(gate);
    }

    void remove(ConnectionGate gate) {
        gates.remove(gate);
    }

    /** What the configuration says. Takes effect with the next connection; what is open stays. */
    public void configure(int limit) {
        configured = limit;
        lookAgain();
    }

    /** What an operator says, as long as it is less than the configuration does; empty takes it back. */
    public void setByHand(OptionalInt limit) {
        byHand = limit;
        lookAgain();
    }

    /** How fast they may come. */
    public AcceptRate rate() {
        return rate;
    }

    /** A limit has changed. */
    public void lookAgain() {
        gates.forEach(ConnectionGate::lookAgain);
    }

    boolean tryEnter() {
        return open.tryIncrement(limit());
    }

    void leave() {
        open.decrement();
        lookAgain();
        noteDrained();
    }

    /** It wasn't let in after all. */
    void leaveUnseen() {
        open.decrement();
        noteDrained();
    }

    /** No more connections will come; {@link #awaitDrained} ends when none is left. */
    public void drain() {
        draining = true;
        noteDrained();
    }

    public boolean isDraining() {
        return draining;
    }

    private void noteDrained() {
        if (draining && open.current() == 0) {
            drained.countDown();
        }
    }

    public boolean awaitDrained(long nanos) throws InterruptedException {
        return drained.await(nanos, TimeUnit.NANOSECONDS);
    }

    public int open() {
        return open.current();
    }

    public int limit() {
        return Math.min(configured, byHand.orElse(configured));
    }

    /** What the configuration says. */
    public int configured() {
        return configured;
    }
}
