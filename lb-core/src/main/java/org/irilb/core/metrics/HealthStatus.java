package org.irilb.core.metrics;

import java.time.Duration;
import java.util.List;

/**
 * How a node fares in the balancer's own checks; if it has several, in the one that decides. Where HAProxy has a column
 * for it in {@code show stat} (management guide, chapter 9.1), its name stands in parentheses.
 *
 * @param health from 0 (down) to {@code rise + fall - 1} (up without a doubt); up from {@code rise} on (check_health)
 * @param rise checks in a row that have to pass to bring it up (check_rise)
 * @param fall checks in a row that have to fail to take it down (check_fall)
 * @param code HAProxy's word for the last result, such as {@code L7OK}; {@code INI} before the first (check_status)
 * @param isRunning whether a check runs now (check_status begins with an asterisk)
 * @param description the same in words (check_desc)
 * @param httpCode status of the answer that decided; 0 for none (check_code)
 * @param took how long the last check took (check_duration)
 * @param lastTook how long the last ones took, the newest first; 5 at most
 * @param text what the last check found; may be empty (last_chk)
 * @param failed checks that failed while it was up, since it is checked (chkfail)
 * @param outages when its checks took it down
 */
public record HealthStatus(
        int health,
        int rise,
        int fall,
        String code,
        boolean isRunning,
        String description,
        int httpCode,
        Duration took,
        List<Duration> lastTook,
        String text,
        long failed,
        Outages outages) {

    public HealthStatus {
        lastTook = List.copyOf(lastTook);
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
