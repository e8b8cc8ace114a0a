package org.irilb.core.metrics;

import java.util.concurrent.atomic.AtomicInteger;

/** A number that goes up and down, and the highest it has been. Any thread. */
public final class Gauge {

    private final AtomicInteger current = new AtomicInteger();
    private final AtomicInteger highest = new AtomicInteger();

    public int increment() {
        int value = current.incrementAndGet();
        if (value > highest.get()) {
            highest.accumulateAndGet(value, Math::max);
        }
        return value;
    }

    public void decrement() {
        current.decrementAndGet();
    }

    public int current() {
        return current.get();
    }

    public int highest() {
        return highest.get();
    }
}
