package org.irilb.core.metrics;

import java.util.concurrent.atomic.AtomicInteger;

/** A number that goes up and down, and the highest it has been. Any thread. */
public final class Gauge {

    private final AtomicInteger current = new AtomicInteger();
    private final AtomicInteger highest = new AtomicInteger();

    public void increment() {
        note(current.incrementAndGet());
    }

    /** Adds one unless that would exceed {@code limit}; returns whether it did. */
    public boolean tryIncrement(int limit) {
        int value;
        do {
            value = current.get();
            if (value >= limit) {
                return false;
            }
        } while (!current.compareAndSet(value, value + 1));
        note(value + 1);
        return true;
    }

    private void note(int value) {
        if (value > highest.get()) {
            highest.accumulateAndGet(value, Math::max);
        }
    }

    public void decrement() {
        current.decrementAndGet();
    }

    /** Forgets what was higher than now. */
    public void forgetHighest() {
        highest.set(0);
        note(current.get());
    }

    public int current() {
        return current.get();
    }

    public int highest() {
        return highest.get();
    }
}
