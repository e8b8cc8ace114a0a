package org.irilb.core.proxy;

/** How a node failed an exchange that was sent to it. */
enum NodeFailure {
    /** It closed the connection before its answer was whole. */
    CLOSED,
    /** The connection broke. */
    RESET,
    /** What it sent is no valid answer. */
    MALFORMED,
    /** It was silent for too long. */
    TIMEOUT
}
