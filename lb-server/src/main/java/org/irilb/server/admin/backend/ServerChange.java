package org.irilb.server.admin.backend;

import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.irilb.core.config.ByHand;
import org.irilb.core.config.ServiceState;
import org.irilb.core.metrics.BalancerStatus.ServerStatus;
import org.irilb.server.admin.command.Wrong;

/** What an operator wants of a server, read as HAProxy reads it, or why nothing comes of it. Stateless. */
sealed interface ServerChange {

    /** To be done. */
    record Wanted(UnaryOperator<ByHand> change) implements ServerChange {}

    /** Can't be done. */
    record Wrong(String why) implements ServerChange {}

    /** Changes nothing, which HAProxy tells as a warning and not as an error. */
    record Remark(String text) implements ServerChange {}

    /** HAProxy's largest weight. */
    int MAX_WEIGHT = 256;

    Pattern NUMBER = Pattern.compile("\\s*([+-]?\\d+)(.*)", Pattern.DOTALL);

    Map<String, ServiceState> STATES = Map.of(
            "ready", ServiceState.READY,
            "drain", ServiceState.DRAIN,
            "maint", ServiceState.MAINT);

    static ServerChange state(String word) {
        return Optional.ofNullable(STATES.get(word))
                .<ServerChange>map(state -> new Wanted(byHand -> byHand.with(state)))
                .orElseGet(() -> new Wrong("'set server <srv> state' expects 'ready', 'drain' and 'maint'."));
    }

    static ServerChange to(ServiceState state) {
        return new Wanted(byHand -> byHand.with(state));
    }

    /** A number, or a share in percent of what the server's source gives it. */
    static ServerChange weight(ServerStatus server, String text) {
        if (text.isEmpty()) {
            return new Wrong("Require <weight> or <weight%>.");
        }
        Matcher number = NUMBER.matcher(text);
        if (!number.matches()) {
            return new Wrong("Empty weight string empty or preceded by garbage");
        }
        long value = value(number);
        if (number.group(2).equals("%")) {
            if (value < 0) {
                return new Wrong("Relative weight must be positive.");
            }
            long share = server.sourceWeight() * Math.min(value, Integer.MAX_VALUE) / 100;
            int weight = (int) Math.min(share, Math.max(MAX_WEIGHT, server.sourceWeight()));
            return new Wanted(byHand -> byHand.withWeight(weight));
        }
        if (value < 0 || value > MAX_WEIGHT) {
            return new Wrong("Absolute weight can only be between 0 and " + MAX_WEIGHT + " inclusive.");
        }
        return number.group(2).isEmpty()
                ? new Wanted(byHand -> byHand.withWeight((int) value))
                : new Wrong("Trailing garbage in weight string");
    }

    /** HAProxy takes 0 for no limit, which no node here may be without. */
    static ServerChange maxconn(String text) {
        if (text.isEmpty()) {
            return new Wrong("Require <maxconn>.");
        }
        Matcher number = NUMBER.matcher(text);
        if (!number.matches()) {
            return new Wrong("maxconn string empty or preceded by garbage");
        }
        if (!number.group(2).isEmpty()) {
            return new Wrong("Trailing garbage in maxconn string");
        }
        long value = value(number);
        return value < 1 || value > Integer.MAX_VALUE
                ? new Wrong("Value out of range.")
                : new Wanted(byHand -> byHand.withMaxInFlight((int) value));
    }

    private static long value(Matcher number) {
        try {
            return Long.parseLong(number.group(1));
        } catch (NumberFormatException e) {
            return number.group(1).startsWith("-") ? Long.MIN_VALUE : Long.MAX_VALUE; // as strtol does
        }
    }
}
