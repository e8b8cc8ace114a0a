package org.irilb.core.metrics;

import java.time.Duration;

/**
 * What is held against a node for what happened to requests, and for how often it went down.
 *
 * @param notReady answers within the window that said that it isn't ready
 * @param flaps how often its checks took it down, until it has been calm for long
 * @param ejections how often it was found guilty so far
 * @param charge what it is guilty of now; empty if of nothing
 * @param isOut whether that keeps it out: not if its pools can't do without it
 * @param holdLeft how long it is still guilty at least; zero from when a check may bring it back
 */
public record EvidenceStatus(int notReady, int flaps, long ejections, String charge, boolean isOut, Duration holdLeft) {

    /** Nothing is held against it. */
    public static final EvidenceStatus NONE = new EvidenceStatus(0, 0, 0, "", false, Duration.ZERO);

    public boolean isGuilty() {
        return !charge.isEmpty();
    }
}
