package org.irilb.core.proxy.node;

import org.irilb.core.http.OwnAnswer;
import org.irilb.core.metrics.AccessRecord.Ending;
import org.irilb.core.metrics.NodeFault;
import org.jspecify.annotations.Nullable;

/** How a node failed an exchange that was sent to it. */
public enum NodeFailure {
    /** It closed the connection before its answer was whole. */
    CLOSED(Ending.NODE_FAILED),
    /** The connection broke. */
    RESET(Ending.NODE_FAILED),
    /** It wanted another certificate than ours, or any, and has looked at nothing that was sent. */
    REJECTED(Ending.NODE_FAILED),
    /** What it sent is no valid answer. */
    MALFORMED(Ending.REFUSED),
    /** It was silent for too long. */
    TIMEOUT(Ending.NODE_SLOW);

    /** What a client is told that no node could be reached for. */
    public static final OwnAnswer NO_NODE = new OwnAnswer(503, "No node can be reached", 5);

    private final Ending ending;

    NodeFailure(Ending ending) {
        this.ending = ending;
    }

    public Ending ending() {
        return ending;
    }

    /**
     * What may be held against the node; null if its client may have caused it.
     *
     * @param endless whether the client may have asked for more work than can be done in time
     */
    @Nullable
    public NodeFault fault(boolean endless) {
        return switch (this) {
            case CLOSED, RESET -> NodeFault.ABORT;
            case REJECTED -> NodeFault.CONNECT;
            case MALFORMED -> NodeFault.MALFORMED;
            case TIMEOUT -> endless ? null : NodeFault.TIMEOUT;
        };
    }

    /** Whether the node, or what is between, has ended the connection. */
    public boolean isAbort() {
        return this == CLOSED || this == RESET;
    }

    /** What the client is told if nothing of the node's answer has gone on. */
    public OwnAnswer answer() {
        return switch (this) {
            case TIMEOUT -> OwnAnswer.of(504, "The node didn't answer in time");
            case REJECTED -> NO_NODE;
            case CLOSED, RESET, MALFORMED -> OwnAnswer.of(502, "The node broke off or sent no valid answer");
        };
    }
}
