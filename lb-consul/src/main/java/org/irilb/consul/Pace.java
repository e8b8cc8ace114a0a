package org.irilb.consul;

import java.time.Duration;

/**
 * How fast a blocking query is asked.
 *
 * @param hold how long Consul may hold it; every so often it answers even if nothing has changed
 * @param grace how much longer an answer may take, on top of the sixteenth of {@code hold} that Consul adds at random
 * @param gap the least time from one question to the next, if answers come in quick succession
 * @param firstRetry the pause after a first failure; it doubles with each further one
 * @param longestRetry no pause is longer
 */
record Pace(Duration hold, Duration grace, Duration gap, Duration firstRetry, Duration longestRetry) {

    static final Pace STANDARD = new Pace(
            Duration.ofSeconds(60),
            Duration.ofSeconds(10),
            Duration.ofMillis(100),
            Duration.ofMillis(100),
            Duration.ofSeconds(5));

    /** After which a question counts as lost. */
    Duration patience() {
        return hold.plus(hold.dividedBy(16)).plus(grace);
    }

    /**
     * The pause before the next try, between half and the whole of what is due, so that many balancers don't come back
     * to Consul at one moment.
     *
     * @param failures in a row, 1 or more
     * @param random 0 to 1
     */
    Duration retry(int failures, double random) {
        Duration due = longestRetry;
        if (failures < 32 && firstRetry.multipliedBy(1L << (failures - 1)).compareTo(longestRetry) < 0) {
            due = firstRetry.multipliedBy(1L << (failures - 1));
        }
        return Duration.ofNanos((long) (due.toNanos() * (0.5 + random / 2)));
    }

    /**
     * The pause before the next question.
     *
     * @param sinceLast since the last one was asked
     * @param random 0 to 1
     */
    Duration next(Duration sinceLast, double random) {
        Duration apart = Duration.ofNanos((long) (gap.toNanos() * (0.5 + random / 2)));
        return sinceLast.compareTo(apart) < 0 ? apart.minus(sinceLast) : Duration.ZERO;
    }
}
