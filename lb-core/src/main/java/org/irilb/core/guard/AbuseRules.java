package org.irilb.core.guard;

import java.util.concurrent.TimeUnit;
import org.irilb.core.command.Command;
import org.irilb.core.config.AbuseConfig;
import org.irilb.core.guard.SourceSet.Field;
import org.irilb.core.metrics.SourceStatus;
import org.irilb.core.metrics.SourcesStatus;
import org.jspecify.annotations.Nullable;

/**
 * What a source may ask for, and what becomes of one that asks for more: that request is refused, and the source is
 * banned. A banned source is told so on the connections that it has, which end behind that; new ones are closed at once.
 * Times are as {@link System#nanoTime()} tells them. Immutable; any thread.
 */
public final class AbuseRules {

    private static final int TOO_MANY_REQUESTS = 429;

    private final RateLimit requests;
    private final RateLimit connectionRate;
    private final RateLimit requestRate;
    private final CommandRates commandRates;
    private final int atATime;
    private final long banMillis;
    private final Manner manner;
    private final @Nullable CostBudget budget;
    private final boolean off;

    public AbuseRules(AbuseConfig config) {
        requests = RateLimit.of(Rule.REQUESTS, Field.REQUESTS, config.requests());
        connectionRate = RateLimit.of(Rule.CONNECTION_RATE, Field.CONNECTION_RATE, config.connectionRate());
        requestRate = RateLimit.of(Rule.REQUEST_RATE, Field.REQUEST_RATE, config.requestRate());
        commandRates = new CommandRates(config.commands());
        atATime = config.openConnections().orElse(Integer.MAX_VALUE);
        banMillis = config.ban().toMillis();
        manner = switch (config.manner()) {
            case DENY -> Manner.ANSWER;
            case CLOSE -> Manner.CLOSE;
            case TARPIT -> Manner.DELAY;
        };
        budget = config.budget()
                .map(b ->
                        new CostBudget(b.tokens().events(), b.tokens().period().toNanos(), b.burst()))
                .orElse(null);
        off = config.isOff();
    }

    /** Whether nothing is limited, so that nothing needs to be counted. */
    public boolean isOff() {
        return off;
    }

    /** Counts a connection. Returns whether it may stay: its source isn't banned, or only now, and is yet to be told. */
    public boolean admit(Source source, long nanoTime) {
        long now = SourceTable.millis(source.nanos(nanoTime));
        if (source.banLeft(now) > 0) {
            return false;
        }
        source.connected(now);
        if (connectionRate.isExceededByOneMore(source, now)) {
            source.ban(now, now + banMillis);
        }
        return true;
    }

    /**
     * Judges a request, which runs from now on until {@link Source#answered()} if nothing is wrong.
     *
     * @param first whether it is the first one of its connection, which was counted with that
     * @param command what it asks for
     * @return null if nothing is wrong
     */
    public @Nullable Refusal judge(Source source, boolean first, Command command, long nanoTime) {
        long nanos = source.nanos(nanoTime);
        long now = SourceTable.millis(nanos);
        long banLeft = source.banLeft(now);
        if (banLeft > 0) {
            return banned(banLeft);
        }
        RateLimit exceeded = exceeded(source, first, now);
        if (exceeded != null) {
            return exceeds(source, now, exceeded.rule(), "more than " + exceeded, exceeded.period());
        }
        RateLimit commands = commandRates.refusing(command, source, now);
        if (commands != null) {
            return refusal(commands.rule(), "more than " + commands + " with this command", commands.period(), false);
        }
        if (source.begin() > atATime) {
            source.answered();
            return exceeds(source, now, Rule.OPEN_CONNECTIONS, "more than " + atATime + " at a time", 1000);
        }
        long wait = budget == null ? 0 : source.take(budget, cost(command), nanos);
        if (wait > 0) {
            source.answered();
            return refusal(
                    Rule.BUDGET,
                    "the cost of its commands exceeds the budget",
                    TimeUnit.NANOSECONDS.toMillis(wait),
                    false);
        }
        source.requested(now);
        return null;
    }

    /** Has a source pay for a request that was let through for nothing, and costs something after all. */
    public void charge(Source source, Command command, long nanoTime) {
        if (budget != null) {
            source.charge(budget, cost(command), source.nanos(nanoTime));
        }
    }

    /** Requests that a source may have at a time. */
    public int atATime() {
        return atATime;
    }

    /** Counts a request that never was one to be judged. Returns whether its source may ask for more. */
    public boolean failed(Source source, long nanoTime) {
        long now = SourceTable.millis(source.nanos(nanoTime));
        if (requestRate.isExceededByOneMore(source, now) | requests.isExceededByOneMore(source, now)) {
            source.ban(now, now + banMillis);
            return false;
        }
        return source.banLeft(now) == 0;
    }

    /** Bans a source for what its connections do below requests, if there is anything that it would be banned for. */
    public void ban(Source source, long nanoTime) {
        if (!off) {
            long now = SourceTable.millis(source.nanos(nanoTime));
            source.ban(now, now + banMillis);
        }
    }

    SourceStatus.Rates rates(Source source, long nowMillis) {
        return new SourceStatus.Rates(
                connectionRate.rate(source, nowMillis),
                requestRate.rate(source, nowMillis),
                requests.rate(source, nowMillis));
    }

    SourcesStatus.Periods periods() {
        return new SourcesStatus.Periods(connectionRate.period(), requestRate.period(), requests.period());
    }

    /** Tokens that are left of a budget. */
    long tokens(long used, long nowNanos) {
        return budget == null ? 0 : budget.left(used, nowNanos);
    }

    /** In tokens. */
    private static int cost(Command command) {
        if (!(command instanceof Command.Named named)) {
            return 1;
        }
        int each = named.profile().cost();
        return named.doesWork()
                ? (int) Math.ceil(each * named.work().usualTransactions()) // at most the largest integer
                : each;
    }

    private @Nullable RateLimit exceeded(Source source, boolean first, long now) {
        if (first ? connectionRate.isExceeded(source, now) : connectionRate.refusesOneMore(source, now)) {
            return connectionRate;
        }
        if (requestRate.refusesOneMore(source, now)) {
            return requestRate;
        }
        return requests.refusesOneMore(source, now) ? requests : null;
    }

    private Refusal exceeds(Source source, long now, Rule rule, String what, long retryMillis) {
        source.ban(now, now + banMillis);
        return banMillis > 0 ? refusal(rule, what, banMillis, true) : refusal(rule, what, retryMillis, false);
    }

    private Refusal banned(long leftMillis) {
        return refusal(Rule.BANNED, "this source is banned", leftMillis, true);
    }

    private Refusal refusal(Rule rule, String what, long retryMillis, boolean last) {
        int retryAfter = (int) Math.min(Integer.MAX_VALUE, (retryMillis + 999) / 1000);
        return new Refusal(
                rule,
                TOO_MANY_REQUESTS,
                "Too many requests: " + what,
                Math.max(1, retryAfter),
                last && manner == Manner.ANSWER ? Manner.ANSWER_AND_CLOSE : manner);
    }
}
