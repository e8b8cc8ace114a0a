package org.irilb.health.agent;

import java.util.OptionalInt;
import org.irilb.core.config.HealthVerdict;
import org.irilb.core.config.ServiceState;

/**
 * What an agent has said so far; what it doesn't speak of stays. Another line gives the next state; nothing is changed in
 * place.
 *
 * @param percent of its weight that the node is to have; empty for all
 * @param maxInFlight requests at a time; empty for as many as configured
 * @param admin READY, DRAIN or MAINT
 * @param down whether it is to be down
 * @param text what it said last, for operators; may be empty
 */
record AgentState(OptionalInt percent, OptionalInt maxInFlight, ServiceState admin, boolean down, String text) {

    static final AgentState SILENT =
            new AgentState(OptionalInt.empty(), OptionalInt.empty(), ServiceState.READY, false, "");

    /** More than HAProxy's weights allow. */
    private static final int MAX_PERCENT = 25_600;

    /**
     * Reads a line: words that count together, then perhaps {@code #} and a reason.
     *
     * @param line without its end; words that aren't known are passed over
     */
    AgentState next(String line) {
        AgentState state = this;
        String[] words = line.strip().split("[\\s,]+");
        String reason = "";
        for (int i = 0; i < words.length; i++) {
            if (words[i].startsWith("#")) {
                reason = line.substring(line.indexOf('#') + 1).strip();
                break;
            }
            state = state.word(words[i]);
        }
        String text =
                "agent: " + line.strip().replaceAll("\\s*#.*", "") + (reason.isEmpty() ? "" : " (" + reason + ")");
        return new AgentState(
                state.percent, state.maxInFlight, state.admin, state.down, text.replaceAll("\\p{Cntrl}", "?"));
    }

    private AgentState word(String word) {
        return switch (word) {
            case "ready" -> with(ServiceState.READY);
            case "drain" -> with(ServiceState.DRAIN);
            case "maint" -> with(ServiceState.MAINT);
            case "up" -> new AgentState(percent, maxInFlight, admin, false, text);
            case "down", "fail", "failed", "stopped" -> new AgentState(percent, maxInFlight, admin, true, text);
            default -> number(word);
        };
    }

    private AgentState with(ServiceState state) {
        return new AgentState(percent, maxInFlight, state, down, text);
    }

    private AgentState number(String word) {
        if (word.matches("\\d{1,5}%")) {
            int value = Integer.parseInt(word.substring(0, word.length() - 1));
            return new AgentState(OptionalInt.of(Math.min(MAX_PERCENT, value)), maxInFlight, admin, down, text);
        }
        if (word.matches("maxconn:\\d{1,9}")) {
            int value = Integer.parseInt(word.substring(word.indexOf(':') + 1));
            OptionalInt limit = value == 0 ? OptionalInt.empty() : OptionalInt.of(value);
            return new AgentState(percent, limit, admin, down, text);
        }
        return this;
    }

    HealthVerdict verdict() {
        ServiceState state = down && admin != ServiceState.MAINT ? ServiceState.DOWN : admin;
        return new HealthVerdict(state, state == ServiceState.READY ? "" : text, percent, maxInFlight);
    }
}
