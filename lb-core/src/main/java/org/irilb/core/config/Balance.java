package org.irilb.core.config;

/** How the next node of a pool is chosen (HAProxy manual, chapter 4.2, "balance"). */
public enum Balance {
    /** In turn, by weight, smoothly: 5/3/2 gives 1213121213. */
    ROUNDROBIN
}
