package org.irilb.core.config;

/** Whether a command may be sent again, to another node, after an attempt has failed. */
public enum RetryRule {
    /** Sending it twice does no harm. */
    ANY_NODE,
    /** As long as no byte of it has reached a node. */
    ONLY_IF_NOTHING_SENT,
    NEVER
}
