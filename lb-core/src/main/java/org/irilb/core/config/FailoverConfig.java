package org.irilb.core.config;

import java.time.Duration;

/**
 * When the nodes of a farther zone serve besides those that are nearer.
 *
 * @param belowPercent they do while the usable nodes of the nearer zones have less than this share of the weight that is
 *     registered in the nearest, 0..100; with 0 as long as one node is usable there
 * @param returnAfter how long their share falls once they aren't needed any more; zero ends it at once
 */
public record FailoverConfig(int belowPercent, Duration returnAfter) {

    public static final FailoverConfig STANDARD = new FailoverConfig(50, Duration.ofSeconds(30));

    public FailoverConfig {
        Checks.within("failover below", belowPercent, 0, 100);
        Checks.notNegative("failover return-after", returnAfter);
    }
}
