package org.irilb.core.config;

import java.time.Duration;

/**
 * A set of nodes that serve the same kind of request.
 *
 * @param name shown in statistics, e.g. {@code iri_back}
 * @param members which nodes belong to it
 * @param balance how the next node is chosen
 * @param fullConnections shown as the pool's limit; limits nothing (HAProxy's fullconn without minconn), 1 or more
 * @param retries further attempts after a failed connect, 0..100
 * @param slowStart how long the share of a node grows that comes back into service, or is new, while others serve; zero
 *     gives it its whole share at once (HAProxy manual, chapter 5.2, "slowstart")
 * @param failover when the nodes of farther zones serve
 */
public record PoolConfig(
        String name,
        Membership members,
        Balance balance,
        int fullConnections,
        int retries,
        Duration slowStart,
        FailoverConfig failover) {

    /** With the standard failover. */
    public PoolConfig(
            String name, Membership members, Balance balance, int fullConnections, int retries, Duration slowStart) {
        this(name, members, balance, fullConnections, retries, slowStart, FailoverConfig.STANDARD);
    }

    public PoolConfig {
        Checks.name("pool name", name);
        Checks.within("full-connections", fullConnections, 1, Integer.MAX_VALUE);
        Checks.within("retries", retries, 0, 100);
        Checks.notNegative("slow-start", slowStart);
    }
}
