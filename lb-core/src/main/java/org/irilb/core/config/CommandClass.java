package org.irilb.core.config;

/** What kind of work a command is. */
public enum CommandClass {
    /** Changes nothing. */
    READ,
    /** Changes what the node holds; the next read may miss it on another node. */
    WRITE,
    /** Proof of work, which a node goes on with when its client has left. */
    POW,
    /** Ends proof of work. */
    INTERRUPT,
    /** For the node's operator. */
    ADMIN
}
