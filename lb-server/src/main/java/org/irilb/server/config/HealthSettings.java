package org.irilb.server.config;

import java.time.Duration;
import java.util.Optional;
import org.irilb.health.active.CheckPace;
import org.irilb.health.passive.EjectionRules;

/**
 * How the balancer checks nodes itself.
 *
 * @param trust whose opinion counts
 * @param check what nodes are asked
 * @param pace how often, and how sure one wants to be
 * @param timeout how long a check may take; empty for as long as the interval
 * @param maxLag how many milestones a node may be behind the others; 0 for any number
 * @param checkAnybody whether {@code /node-check} asks others than the balancer's nodes, too
 * @param agentPort where nodes have an agent that says what their operators want; empty for nowhere
 * @param agentInterval how often it is asked
 * @param ejections when a node is taken out for what happened to requests
 */
public record HealthSettings(
        Trust trust,
        CheckKind check,
        CheckPace pace,
        Optional<Duration> timeout,
        int maxLag,
        boolean checkAnybody,
        Optional<Integer> agentPort,
        Duration agentInterval,
        EjectionRules ejections) {

    /** Whose opinion of a node's health counts. */
    public enum Trust {
        /** A node serves if its source and the balancer's own checks let it. */
        BOTH,
        /** What Consul's checks say counts for nothing; maintenance does. */
        OWN,
        /** The balancer checks nothing. */
        CONSUL
    }
}
