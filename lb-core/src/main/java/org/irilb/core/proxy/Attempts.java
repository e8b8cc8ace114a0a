package org.irilb.core.proxy;

import org.irilb.core.pool.Asker;
import org.irilb.core.pool.Node;
import org.irilb.core.pool.Pool;
import org.irilb.core.pool.PoolState;

/** How often a request was tried, and where; what was sent before comes out of the pool's budget. One exchange's. */
final class Attempts {

    private final Asker client;
    private Asker asker;
    private int retries;
    private boolean inBudget;
    private boolean sent;

    /** @param client who asks, before he has tried anything */
    Attempts(Asker client) {
        this.client = client;
        this.asker = client;
    }

    /** Who asks for the next attempt, and which nodes he leaves out. */
    Asker asker() {
        return asker;
    }

    /** Whether an attempt was sent before, so that a further one is work that a node hadn't had without it. */
    boolean wasSent() {
        return sent;
    }

    void noteSent() {
        sent = true;
    }

    /** Whether the pool allows one more. */
    boolean isExhausted(Pool pool) {
        return retries == pool.config().retries();
    }

    /**
     * Takes one more attempt out of the budget, until {@link #leaveBudget}.
     *
     * @return whether there was one left
     */
    boolean takeFromBudget(PoolState pool) {
        inBudget = inBudget || pool.retries().tryTake(pool.sessions().current());
        return inBudget;
    }

    /** The attempt does no more work from now on than a first one would. */
    void leaveBudget(PoolState pool) {
        if (inBudget) {
            inBudget = false;
            pool.retries().giveBack();
        }
    }

    /**
     * Goes on to the next attempt.
     *
     * @return whether it goes to another node; if there is none, all may be tried again
     */
    boolean next(Pool pool, Node failed) {
        retries++;
        asker = asker.afterTrying(failed);
        if (pool.offersAnother(asker)) {
            return true;
        }
        asker = client;
        return false;
    }
}
