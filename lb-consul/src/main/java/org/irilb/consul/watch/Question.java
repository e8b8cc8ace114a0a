package org.irilb.consul.watch;

import java.time.Duration;

/**
 * How to ask.
 *
 * @param index Consul answers once its own is another one; 0 has it answer at once
 * @param hold how long it may hold the answer back
 * @param consistency who may answer
 */
public record Question(long index, Duration hold, Consistency consistency) {

    /** Consul's consistency modes (its documentation, "Consistency Modes"). */
    public enum Consistency {
        /** Any server, also one that has lost its leader: cheapest, and answers in an outage. */
        STALE,
        /** The leader, without asking the others whether it still is. */
        LEADER,
        /** The leader, once most servers have said that it is. */
        CONFIRMED
    }

    public static Question atOnce(Consistency consistency) {
        return new Question(0, Duration.ZERO, consistency);
    }

    public boolean blocks() {
        return index > 0;
    }
}
