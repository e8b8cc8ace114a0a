package org.irilb.core.metrics;

import java.time.Duration;
import java.util.Optional;

/**
 * How a node fares in the balancer's own checks. Where HAProxy has a column for it in {@code show stat} (management
 * guide, chapter 9.1), its name stands in parentheses.
 *
 * @param health from 0 (down) to {@code rise + fall - 1} (up without a doubt); up from {@code rise} on (check_health)
 * @param rise checks in a row that have to pass to bring it up (check_rise)
 * @param fall checks in a row that have to fail to take it down (check_fall)
 * @param code HAProxy's word for the last result, such as {@code L7OK}; {@code INI} before the first (check_status)
 * @param description the same in words (check_desc)
 * @param httpCode status of the answer that decided; 0 for none (check_code)
 * @param took how long the last check took (check_duration)
 * @param text what the last check found; may be empty (last_chk)
 * @param failed checks that failed while it was up (chkfail)
 * @param downs how often it went down (chkdown)
 * @param downtime how long it was down, in all (downtime)
 * @param facts what the node said of itself in the last check that it answered, if any
 */
public record HealthStatus(
        int health,
        int rise,
        int fall,
        String code,
        String description,
        int httpCode,
        Duration took,
        String text,
        long failed,
        long downs,
        Duration downtime,
        Optional<NodeFacts> facts) {

    /** The same with other facts. */
    public HealthStatus with(Optional<NodeFacts> others) {
        return new HealthStatus(
                health, rise, fall, code, description, httpCode, took, text, failed, downs, downtime, others);
    }

    public boolean isUp() {
        return health >= rise;
    }

    /** As HAProxy shows it: {@code UP}, {@code UP 3/4}, {@code DOWN 1/2}, {@code DOWN}. */
    public String word() {
        if (isUp()) {
            return health == rise + fall - 1 ? "UP" : "UP " + (health - rise + 1) + "/" + fall;
        }
        return health == 0 ? "DOWN" : "DOWN " + health + "/" + rise;
    }
}
