package org.irilb.core.config;

import java.time.Duration;

/**
 * How proof of work is looked after that a node does for a client.
 *
 * @param join whether the same request of the same source waits for the work that is under way already, instead of
 *     beginning it once more
 * @param interruptAbandoned whether a node's work is interrupted when nobody waits for it any more
 * @param grace how long nobody must have waited for it; the source may send its request again within that time
 */
public record PowConfig(boolean join, boolean interruptAbandoned, Duration grace) {

    /** Each request is work of its own, which its node ends in its own time. */
    public static final PowConfig OFF = new PowConfig(false, false, Duration.ZERO);

    public PowConfig {
        Checks.notNegative("grace", grace);
    }
}
