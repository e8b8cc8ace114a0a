package org.irilb.core.guard;

/** How a client is told that its request is refused. */
public enum Manner {
    /** By an answer; the connection goes on. */
    ANSWER,
    /** By an answer, behind which the connection ends. */
    ANSWER_AND_CLOSE,
    /** By the end of the connection. */
    CLOSE,
    /** By an answer that takes its time, behind which the connection ends. */
    DELAY
}
