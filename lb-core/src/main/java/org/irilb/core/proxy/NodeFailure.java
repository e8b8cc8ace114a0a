package org.irilb.core.proxy;

import org.irilb.core.http.OwnAnswer;
import org.irilb.core.metrics.AccessRecord.Ending;

/** How a node failed an exchange that was sent to it. */
enum NodeFailure {
    /** It closed the connection before its answer was whole. */
    CLOSED(Ending.NODE_FAILED),
    /** The connection broke. */
    RESET(Ending.NODE_FAILED),
    /** What it sent is no valid answer. */
    MALFORMED(Ending.REFUSED),
    /** It was silent for too long. */
    TIMEOUT(Ending.NODE_SLOW);

    private final Ending ending;

    NodeFailure(Ending ending) {
        this.ending = ending;
    }

    Ending ending() {
        return ending;
    }

    /** Whether the node, or what is between, has ended the connection. */
    boolean isAbort() {
        return this == CLOSED || this == RESET;
    }

    /** What the client is told if nothing of the node's answer has gone on. */
    OwnAnswer answer() {
        return this == TIMEOUT
                ? OwnAnswer.of(504, "The node didn't answer in time")
                : OwnAnswer.of(502, "The node broke off or sent no valid answer");
    }
}
