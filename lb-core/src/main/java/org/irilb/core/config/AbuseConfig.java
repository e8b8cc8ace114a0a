package org.irilb.core.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How much one source may ask for. A source is an IPv4 address or an IPv6 network of 64 bits; whitelisted ones may ask
 * for anything.
 *
 * @param requests requests over a long time
 * @param connectionRate connections, and further requests on each of them
 * @param requestRate requests over a short time
 * @param openConnections requests at a time, 1 or more
 * @param commands requests with single commands; at most {@link #MAX_COMMAND_RATES}
 * @param ban how long nothing is accepted from a source that exceeds one of the first four; zero if only what exceeds it is refused
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
        List<CommandRate> commands,
        Duration ban,
        Manner manner,
        Duration delay,
        Optional<Budget> budget,
        int table) {

    /** Most sources that can be remembered; they take 2.3 GB. */
    public static final int LARGEST_TABLE = 1 << 24;

    /** Rates of commands that there is room for in each source. */
    public static final int MAX_COMMAND_RATES = 4;

    /** Nothing is limited. */
    public static final AbuseConfig OFF = new AbuseConfig(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
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
     * How often a source may send some commands, all in all.
     *
     * @param commands compared ignoring case; at least one
     */
    public record CommandRate(List<String> commands, Rate rate) {

        public CommandRate {
            commands = List.copyOf(commands);
            Checks.within("commands of a rate", commands.size(), 1, Integer.MAX_VALUE);
            commands.forEach(command -> Checks.name("command", command));
        }
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
        commands = List.copyOf(commands);
        Checks.within("rates of commands", commands.size(), 0, MAX_COMMAND_RATES);
        Checks.notNegative("ban", ban);
        Checks.positive("delay", delay);
        Checks.within("table", table, 1, LARGEST_TABLE);
    }

    public AbuseConfig with(Optional<Budget> budget) {
        return new AbuseConfig(
                requests, connectionRate, requestRate, openConnections, commands, ban, manner, delay, budget, table);
    }

    /** Whether nothing is limited. */
    public boolean isOff() {
        return requests.isEmpty()
                && connectionRate.isEmpty()
                && requestRate.isEmpty()
                && openConnections.isEmpty()
                && !looksAtCommands();
    }

    /** Whether requests are judged by their commands. */
    public boolean looksAtCommands() {
        return !commands.isEmpty() || budget.isPresent();
    }
}
