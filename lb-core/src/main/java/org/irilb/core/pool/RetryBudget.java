package org.irilb.core.pool;

import org.irilb.core.metrics.Gauge;

/**
 * How many requests of a pool may be on a further attempt at a time: a fifth of those in flight, at least three, so
 * that retries don't become the load that brings down what is left. Any thread.
 */
public final class RetryBudget {

    private static final int SHARE = 5;
    private static final int LEAST = 3;

    private final Gauge taken = new Gauge();

    /**
     * Takes a retry out of the budget.
     *
     * @param inFlight requests of the pool now
     * @return whether there was one left; each one taken is given back once
     */
    public boolean tryTake(int inFlight) {
        return taken.tryIncrement(Math.max(LEAST, inFlight / SHARE));
    }

    public void giveBack() {
        taken.decrement();
    }
}
