package org.irilb.core.config;

/** Which nodes a pool holds. */
public enum Membership {
    /** Every node, unless it is for proof of work only. */
    DEFAULT,
    /** The nodes that do proof of work. */
    POW
}
