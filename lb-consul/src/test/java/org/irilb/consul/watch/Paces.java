package org.irilb.consul.watch;

import java.time.Duration;

/** Paces that differ in one thing. */
public final class Paces {

    private Paces() {}

    public static Pace pulsing(Pace pace, Duration pulse) {
        return with(pace, pulse, pace.audit(), pace.firstAnswer());
    }

    public static Pace auditing(Pace pace, Duration audit) {
        return with(pace, pace.pulse(), audit, pace.firstAnswer());
    }

    public static Pace waiting(Pace pace, Duration firstAnswer) {
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
