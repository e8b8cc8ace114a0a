package org.irilb.core.config;

import java.time.Duration;
import java.util.Optional;

/**
 * How much one source may ask for. A source is an IPv4 address or an IPv6 network of 64 bits; whitelisted ones may ask
 * for anything.
 *
 * @param requests requests over a long time
 * @param connectionRate connections, and further requests on each of them
 * @param requestRate requests over a short time
 * @param openConnections requests at a time, 1 or more
 * @param ban how long nothing is accepted from a source that exceeds one of these; zero if only what exceeds it is refused
 * @param manner how a source is told
 * @param delay before it is told, if the manner is {@link Manner#TARPIT}
 * @param budget what its commands may cost
 * @param table sources that are remembered, 1 or more; when there are more, those that were silent for long are forgotten
 */
public record AbuseConfig(
        Optional<Rate> requests,
        Optional<Rate> connectionRate,
        Optional<Rate> requestRate,
        Optional<Integer> openConnections,
        Duration ban,
        Manner manner,
        Duration delay,
        Optional<Budget> budget,
        int table) {

    /** Most sources that can be remembered; they take 2 GiB. */
    public static final int LARGEST_TABLE = 1 << 24;

    /** Nothing is limited. */
    public static final AbuseConfig OFF = new AbuseConfig(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Duration.ofMinutes(5),
            Manner.DENY,
            Duration.ofSeconds(10),
            Optional.empty(),
            100_000);

    /** How a source is told that it has asked for too much. */
    public enum Manner {
        /** By an answer. */
        DENY,
        /** By the end of the connection. */
        CLOSE,
        /** By an answer that takes its time. */
        TARPIT
    }

    /**
     * What the commands of a source may cost, in tokens.
     *
     * @param tokens that come back in a time
     * @param burst tokens of a source that was silent for long, 1 or more
     */
    public record Budget(Rate tokens, int burst) {

        public Budget {
            Checks.within("burst", burst, 1, Integer.MAX_VALUE);
        }
    }

    public AbuseConfig {
        openConnections.ifPresent(limit -> Checks.within("open-connections", limit, 1, Integer.MAX_VALUE));
        Checks.notNegative("ban", ban);
        Checks.positive("delay", delay);
        Checks.within("table", table, 1, LARGEST_TABLE);
    }

    public AbuseConfig with(Optional<Budget> budget) {
        return new AbuseConfig(
                requests, connectionRate, requestRate, openConnections, ban, manner, delay, budget, table);
    }

    /** Whether nothing is limited. */
    public boolean isOff() {
        return requests.isEmpty()
                && connectionRate.isEmpty()
                && requestRate.isEmpty()
                && openConnections.isEmpty()
                && budget.isEmpty();
    }
}
