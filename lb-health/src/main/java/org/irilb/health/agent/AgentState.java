package org.irilb.health.agent;

import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.irilb.core.config.HealthVerdict;
import org.irilb.core.config.ServiceState;
import org.irilb.health.check.CheckStatus;

/**
 * What an agent has said so far; what it doesn't speak of stays. Another line gives the next state; nothing is changed in
 * place.
 *
 * @param percent of its weight that the node is to have; empty for all
 * @param maxInFlight requests at a time; empty for as many as configured
 * @param admin READY, DRAIN or MAINT
 * @param down whether it is to be down
 * @param said HAProxy's code for the last line: up, down, or neither
 * @param text what it said last, for operators; may be empty
 */
record AgentState(
        OptionalInt percent, OptionalInt maxInFlight, ServiceState admin, boolean down, CheckStatus said, String text) {

    static final AgentState SILENT = new AgentState(
            OptionalInt.empty(), OptionalInt.empty(), ServiceState.READY, false, CheckStatus.CHECKED, "");

    /** Words, then perhaps a reason. */
    private static final Pattern LINE = Pattern.compile("(.*?)(?:(?:^|[ ,]+)#(.*))?");

    /** More than HAProxy's weights allow. */
    private static final int MAX_PERCENT = 25_600;

    /**
     * Reads a line: words that count together, then perhaps {@code #} and a reason.
     *
     * @param line without its end; words count in any case; those that aren't known are passed over
     */
    AgentState next(String line) {
        Matcher parts = LINE.matcher(line.replaceAll("\\p{Cntrl}", " ").strip());
        if (!parts.matches()) {
            throw new IllegalStateException(line); // it matches everything
        }
        AgentState state = silent();
        for (String word : parts.group(1).split("[ ,]+")) {
            state = state.word(word);
        }
        String reason = parts.group(2) == null ? "" : " (" + parts.group(2).strip() + ")";
        return new AgentState(
                state.percent, state.maxInFlight, state.admin, state.down, state.said, parts.group(1) + reason);
    }

    private AgentState word(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "ready" -> in(ServiceState.READY);
            case "drain" -> in(ServiceState.DRAIN);
            case "maint" -> in(ServiceState.MAINT);
            case "up" -> new AgentState(percent, maxInFlight, admin, false, CheckStatus.L7OK, text);
            case "down", "fail", "failed", "stopped" ->
                new AgentState(percent, maxInFlight, admin, true, CheckStatus.L7STS, text);
            default -> number(word);
        };
    }

    private AgentState in(ServiceState state) {
        return new AgentState(percent, maxInFlight, state, down, said, text);
    }

    /** It has said nothing. */
    AgentState silent() {
        return new AgentState(percent, maxInFlight, admin, down, CheckStatus.CHECKED, text);
    }

    private AgentState number(String word) {
        if (word.matches("\\d{1,5}%")) {
            int value = Integer.parseInt(word.substring(0, word.length() - 1));
            return new AgentState(OptionalInt.of(Math.min(MAX_PERCENT, value)), maxInFlight, admin, down, said, text);
        }
        if (word.matches("maxconn:\\d{1,9}")) {
            int value = Integer.parseInt(word.substring(word.indexOf(':') + 1));
            OptionalInt limit = value == 0 ? OptionalInt.empty() : OptionalInt.of(value);
            return new AgentState(percent, limit, admin, down, said, text);
        }
        return this;
    }

    HealthVerdict verdict() {
        ServiceState state = down && admin != ServiceState.MAINT ? ServiceState.DOWN : admin;
        return new HealthVerdict(state, state == ServiceState.READY ? "" : "agent: " + text, percent, maxInFlight);
    }
}
