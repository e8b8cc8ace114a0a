package org.irilb.core.metrics;

import java.time.Duration;

/**
 * How often something was down, and for how long. The names in parentheses are the columns of {@code show stat} (HAProxy
 * management guide, chapter 9.1).
 *
 * @param downs how often it went down (chkdown)
 * @param downtime how long it was down, in all (downtime)
 * @param sinceChange since it last went up or down, or was first seen (lastchg)
 */
public record Outages(long downs, Duration downtime, Duration sinceChange) {

    /** Has never been down. */
    public static final Outages NONE = new Outages(0, Duration.ZERO, Duration.ZERO);

    /** As somebody tells it who has begun to count anew after {@code before} of the downs. */
    public Outages without(long before) {
        return new Outages(downs - before, downtime, sinceChange);
    }
}
