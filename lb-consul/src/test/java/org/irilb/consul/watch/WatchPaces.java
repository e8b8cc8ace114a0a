package org.irilb.consul.watch;

import java.time.Duration;

/** WatchPaces that differ in one thing. */
public final class WatchPaces {

    private WatchPaces() {}

    public static WatchPace pulsing(WatchPace pace, Duration pulse) {
        return with(pace, pulse, pace.audit(), pace.firstAnswer());
    }

    public static WatchPace auditing(WatchPace pace, Duration audit) {
        return with(pace, pace.pulse(), audit, pace.firstAnswer());
    }

    public static WatchPace waiting(WatchPace pace, Duration firstAnswer) {
        return with(pace, pace.pulse(), pace.audit(), firstAnswer);
    }

    private static WatchPace with(WatchPace pace, Duration pulse, Duration audit, Duration firstAnswer) {
        return new WatchPace(
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
