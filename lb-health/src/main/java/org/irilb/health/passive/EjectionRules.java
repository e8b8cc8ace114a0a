package org.irilb.health.passive;

import java.time.Duration;

/**
 * When a node is taken out for what happened to requests, and for how long.
 *
 * @param failures in a row, 1 or more; 0 for never
 * @param stateErrors answers within {@code window} that say that the node isn't ready, 1 or more; 0 for never
 * @param window how long such an answer counts
 * @param flaps times that its checks take it down, with no {@link #calm} between them, 1 or more; 0 for any number
 * @param hold how long a node is out at least; twice as long each further time
 * @param longestHold but not longer than this
 * @param maxPercent of a pool's nodes, how many may be out, 0..100
 * @param panicPercent when fewer of a pool's nodes are without such evidence, it counts for nothing there, 0..100
 */
public record EjectionRules(
        int failures,
        int stateErrors,
        Duration window,
        int flaps,
        Duration hold,
        Duration longestHold,
        int maxPercent,
        int panicPercent) {

    /** After having been good for this many of its longest holds, a node's past is forgotten. */
    private static final int GOOD_FOR = 2;

    /** Five failures in a row, three answers of a node that isn't ready, three falls; half of the nodes at most. */
    public static final EjectionRules STANDARD =
            new EjectionRules(5, 3, Duration.ofSeconds(30), 3, Duration.ofSeconds(10), Duration.ofMinutes(5), 50, 50);

    /** How long a node is out that has been out {@code before} times already. */
    Duration hold(int before) {
        Duration hold = this.hold.multipliedBy(1L << Math.min(before, 20));
        return hold.compareTo(longestHold) > 0 ? longestHold : hold;
    }

    /** How long a node has to be good for its past to be forgotten. */
    Duration calm() {
        return longestHold.multipliedBy(GOOD_FOR);
    }
}
