package org.irilb.core.command;

/** What kind of work a command is. */
public enum CommandClass {
    /** Changes nothing. */
    READ,
    /** Changes what the node holds; the next read may miss it on another node. */
    WRITE,
    /** Proof of work, or about it. */
    POW,
    /** For the node's operator. */
    ADMIN
}
