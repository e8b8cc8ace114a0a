package org.irilb.consul.roster;

/** Where nodes come from. */
public enum Origin {
    /** There are none yet. */
    NOWHERE,
    /** From a file that an earlier run left. */
    SNAPSHOT,
    CONSUL
}
