package org.irilb.core.config;

import java.time.Duration;

/**
 * What becomes of OPTIONS requests, which browsers send before each call (Fetch standard, CORS preflight).
 *
 * @param answer whether the balancer answers them, instead of a node
 * @param maxAge how long a browser may remember the answer, in whole seconds; browsers take at most 2 or 24 hours
 */
public record PreflightConfig(boolean answer, Duration maxAge) {

    /** They go to a node as all else. */
    public static final PreflightConfig OFF = new PreflightConfig(false, Duration.ZERO);

    public PreflightConfig {
        Checks.notNegative("max-age", maxAge);
    }
}
