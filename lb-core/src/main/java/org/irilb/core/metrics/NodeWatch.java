package org.irilb.core.metrics;

/** Hears what nodes do wrong with requests. Told on the event loops: it must not wait. */
public interface NodeWatch {

    /** Doesn't care. */
    NodeWatch NONE = (node, fault, inARow) -> {};

    /**
     * A request has failed at a node, and not for anything that its client did.
     *
     * @param node its ID
     * @param inARow how many have, this one among them, since one was answered in full; over all pools and loops
     */
    void failed(String node, NodeFault fault, int inARow);
}
