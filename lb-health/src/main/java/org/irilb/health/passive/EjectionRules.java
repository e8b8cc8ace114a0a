package org.irilb.health.passive;

import java.time.Duration;

/**
 * When a node is taken out for what happened to requests, and for how long.
 *
 * @param failures in a row, 1 or more; 0 for never
 * @param stateErrors answers within {@code window} that say that the node isn't ready, 1 or more; 0 for never
 * @param window how long such an answer counts
 * @param hold how long a node is out at least; twice as long each further time
 * @param longestHold but not longer than this
 * @param maxPercent of a pool's nodes, how many may be out, 0..100
 * @param panicPercent when fewer of a pool's nodes are without such evidence, it counts for nothing there, 0..100
 */
public record EjectionRules(
        int failures,
        int stateErrors,
        Duration window,
        Duration hold,
        Duration longestHold,
        int maxPercent,
        int panicPercent) {

    /** Five failures in a row, three answers of a node that isn't ready, half of the nodes at most. */
    public static final EjectionRules STANDARD =
            new EjectionRules(5, 3, Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofMinutes(5), 50, 50);

    /** How long a node is out that has been out {@code before} times already. */
    Duration hold(int before) {
        Duration hold = this.hold.multipliedBy(1L << Math.min(before, 20));
        return hold.compareTo(longestHold) > 0 ? longestHold : hold;
    }
}
