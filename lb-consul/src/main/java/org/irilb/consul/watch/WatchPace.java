package org.irilb.consul.watch;

import java.time.Duration;
import org.irilb.consul.api.ReadFailure;

/**
 * How fast Consul is asked.
 *
 * @param hold how long Consul may hold a question back; every so often it answers even if nothing has changed
 * @param grace how much longer an answer may take, on top of the sixteenth of {@code hold} that Consul adds at random
 * @param prompt how long an answer may take that isn't held back
 * @param gap the least time from one question to the next, if answers come in quick succession
 * @param firstRetry the pause after a first failure; it doubles with each further one
 * @param longestRetry no pause is longer
 * @param passingRetry no pause is longer while nobody answers, or rights are missing: that passes without our doing
 *     and costs Consul little meanwhile
 * @param settle for how long after a break Consul may not know everything again
 * @param pulse how often to ask whether anybody is there
 * @param audit how often to look behind the blocking question
 * @param firstAnswer how long to wait for it before a snapshot is used
 */
public record WatchPace(
        Duration hold,
        Duration grace,
        Duration prompt,
        Duration gap,
        Duration firstRetry,
        Duration longestRetry,
        Duration passingRetry,
        Duration settle,
        Duration pulse,
        Duration audit,
        Duration firstAnswer) {

    public static final WatchPace STANDARD = new WatchPace(
            Duration.ofSeconds(60),
            Duration.ofSeconds(10),
            Duration.ofSeconds(5),
            Duration.ofMillis(50),
            Duration.ofMillis(50),
            Duration.ofSeconds(5),
            Duration.ofMillis(800),
            Duration.ofSeconds(10),
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMillis(500));

    /** Answers in a row that changed nothing, from which on the gap grows no more. */
    private static final int IDLE_STEPS = 4;

    /** After which a question counts as lost. */
    public Duration patience(Question question) {
        return question.blocks() ? hold.plus(hold.dividedBy(16)).plus(grace) : prompt;
    }

    /**
     * How long Consul may hold back the next question: most of {@link #hold}, so that many balancers don't ask at once.
     *
     * @param random 0 to 1
     */
    public Duration wait(double random) {
        return spread(hold, 0.75 + random / 4);
    }

    /**
     * The pause before the next try, between half and the whole of what is due, so that many balancers don't come back
     * to Consul at one moment.
     *
     * @param failures in a row, 1 or more
     * @param random 0 to 1
     */
    public Duration retry(ReadFailure.Kind kind, int failures, double random) {
        Duration longest =
                switch (kind) {
                    case AWAY, NO_DATACENTER, FORBIDDEN -> passingRetry;
                    case NOT_FOUND, REFUSED, GARBLED -> longestRetry;
                };
        Duration due = longest;
        if (failures < 32 && firstRetry.multipliedBy(1L << (failures - 1)).compareTo(longest) < 0) {
            due = firstRetry.multipliedBy(1L << (failures - 1));
        }
        return spread(due, 0.5 + random / 2);
    }

    /**
     * The pause before the next question.
     *
     * @param sinceLast since the last one was asked
     * @param idle answers in a row that changed nothing: then Consul's index moves for others' reasons
     * @param random 0 to 1
     */
    public Duration next(Duration sinceLast, int idle, double random) {
        Duration apart = spread(gap.multipliedBy(1L << Math.min(idle, IDLE_STEPS)), 0.5 + random / 2);
        return sinceLast.compareTo(apart) < 0 ? apart.minus(sinceLast) : Duration.ZERO;
    }

    private static Duration spread(Duration duration, double factor) {
        return Duration.ofNanos((long) (duration.toNanos() * factor));
    }
}
