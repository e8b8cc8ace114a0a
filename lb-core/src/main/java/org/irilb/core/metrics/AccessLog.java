package org.irilb.core.metrics;

/** Where each request is told to when it is over. Called on the event loops: it never blocks and never throws. */
public interface AccessLog {

    void add(AccessRecord record);

    /** How many bytes of a request's body are wanted, 0 or more. */
    int bodyLimit();

    /** How many requests couldn't be written so far. */
    long lost();
}
