package org.irilb.core.proxy;

import org.irilb.core.metrics.AccessRecord.Phase;

/** How far an exchange is. */
enum Stage {
    /** In the pool's queue. */
    WAITING(Phase.QUEUE),
    /** The only node there is refused the connection; it will be tried again. */
    PAUSING(Phase.CONNECT),
    /** A place is taken, and a connection is being opened. */
    CONNECTING(Phase.CONNECT),
    /** Sent, or being sent; nothing of the final answer has come yet. */
    AWAITING(Phase.HEADERS),
    /** The answer is being passed on. */
    ANSWERING(Phase.DATA),
    /** Client and node speak another protocol with each other. */
    TUNNELLING(Phase.DATA),
    DONE(Phase.END);

    private final Phase phase;

    Stage(Phase phase) {
        this.phase = phase;
    }

    /** Where it has ended, if it ends now. */
    Phase phase() {
        return phase;
    }
}
