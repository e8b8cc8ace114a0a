package org.irilb.consul.snapshot;

/** Where what we work with comes from. */
public enum Origin {
    /** There is nothing yet. */
    NOWHERE,
    /** From a file that an earlier run left. */
    SNAPSHOT,
    CONSUL
}
