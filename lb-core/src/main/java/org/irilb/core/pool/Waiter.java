package org.irilb.core.pool;

/** Somebody in an admission queue. */
public interface Waiter {

    /**
     * A place is taken for it at {@code member}, to be given back whether it is still wanted or not. Called at most
     * once, on whichever thread gave the place back, possibly before {@link Places#enqueue} has returned: it only hands
     * over to its own loop, never throws, and calls nothing of this package.
     */
    void granted(Member member);

    /**
     * Its pool has been given up, and it has left the queue without a place. Called at most once, instead of
     * {@link #granted} and as that is, on whichever thread found it out.
     */
    void dismissed();
}
