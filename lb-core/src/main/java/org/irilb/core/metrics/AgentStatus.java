package org.irilb.core.metrics;

import java.time.Duration;

/**
 * How asking a node's agent fares. The names in parentheses are the columns of {@code show stat} (HAProxy management
 * guide, chapter 9.1).
 *
 * @param port where it is asked, 1..65535
 * @param code HAProxy's word for the last result: {@code L7OK} and {@code L7STS} for up and down, {@code CHECKED} if it
 *     spoke of neither, others if it couldn't be asked; {@code INI} before the first (agent_status)
 * @param description the same in words (agent_desc)
 * @param took how long the last time took (agent_duration)
 * @param text what it said, or why it couldn't be asked; may be empty (last_agt)
 * @param isUp whether it lets the node be up, by what it said last of that (agent_health)
 */
public record AgentStatus(int port, String code, String description, Duration took, String text, boolean isUp) {

    /** Whether it has said up or down, which HAProxy shows as 0, and all else as nothing (agent_code). */
    public boolean hasCode() {
        return code.equals("L7OK") || code.equals("L7STS");
    }
}
