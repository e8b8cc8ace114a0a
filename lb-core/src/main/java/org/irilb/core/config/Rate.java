package org.irilb.core.config;

import java.time.Duration;

/**
 * At most so many events in a time.
 *
 * @param events 1..100,000
 * @param period from 1 ms to 12 h
 */
public record Rate(int events, Duration period) {

    public static final int MAX_EVENTS = 100_000;
    public static final Duration MAX_PERIOD = Duration.ofHours(12);

    public Rate {
        Checks.within("rate", events, 1, MAX_EVENTS);
        if (period.toMillis() < 1 || period.compareTo(MAX_PERIOD) > 0) {
            throw new IllegalArgumentException("rate period: " + period + " (expected: 1 ms to 12 h)");
        }
    }
}
