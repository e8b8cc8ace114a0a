package org.irilb.benchmarks.compare;

import java.io.IOException;
import java.net.InetAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Clients from one address that all do the same harm, and come again whenever they are sent away. Main thread only. */
final class Attackers implements AutoCloseable {

    private final ExecutorService threads;
    private final LongAdder connections = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder frames = new LongAdder();
    private volatile boolean over;

    private Attackers(ExecutorService threads) {
        this.threads = threads;
    }

    /** Nobody. */
    static Attackers none() {
        return new Attackers(Executors.newCachedThreadPool());
    }

    Attackers(int count, Attack attack, AbusedBalancer balancer, InetAddress from) {
        this(Executors.newFixedThreadPool(count));
        for (int i = 0; i < count; i++) {
            threads.execute(() -> {
                while (!over) {
                    connections.increment();
                    try {
                        frames.add(attack.attack(balancer, from));
                    } catch (IOException e) {
                        refused.increment();
                    }
                }
            });
        }
    }

    long connections() {
        return connections.sum();
    }

    /** Of these, those that were ended before anything could be said. */
    long refused() {
        return refused.sum();
    }

    long frames() {
        return frames.sum();
    }

    /** Waits for the connections that are open. */
    @Override
    public void close() {
        over = true;
        threads.shutdown();
        try {
            if (!threads.awaitTermination(2L * Attack.PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("an attacker isn't sent away");
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
