package org.irilb.core.config;

/**
 * How the next node of a pool is chosen (HAProxy manual, chapter 4.2, "balance"). A node that is full or has failed the
 * request already is passed over, whatever the way; if all are full, the request waits in the pool's one queue.
 */
public enum Balance {
    /** In turn, by weight, smoothly: 5/3/2 gives 1213121213. */
    ROUNDROBIN,
    /** The one with the fewest requests in flight for its weight; among equals, in turn. */
    LEASTCONN,
    /** Of two drawn at random by weight, the one that promises the sooner answer: few in flight, and lately fast. */
    P2C,
    /** The same node for the same client address, by consistent hashing; if it is full, the next one on the ring. */
    SOURCE,
    /** Of two drawn at random by weight, the one with fewer requests in flight for its weight: HAProxy's random(2). */
    RANDOM
}
