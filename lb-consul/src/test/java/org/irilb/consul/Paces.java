package org.irilb.consul;

import java.time.Duration;

/** Paces that differ in one thing. */
final class Paces {

    private Paces() {}

    static Pace pulsing(Pace pace, Duration pulse) {
        return with(pace, pulse, pace.audit(), pace.firstAnswer());
    }

    static Pace auditing(Pace pace, Duration audit) {
        return with(pace, pace.pulse(), audit, pace.firstAnswer());
    }

    static Pace waiting(Pace pace, Duration firstAnswer) {
        return with(pace, pace.pulse(), pace.audit(), firstAnswer);
    }

    private static Pace with(Pace pace, Duration pulse, Duration audit, Duration firstAnswer) {
        return new Pace(
                pace.hold(),
                pace.grace(),
                pace.prompt(),
                pace.gap(),
                pace.firstRetry(),
                pace.longestRetry(),
                pace.passingRetry(),
                pace.settle(),
                pulse,
                audit,
                firstAnswer);
    }
}
