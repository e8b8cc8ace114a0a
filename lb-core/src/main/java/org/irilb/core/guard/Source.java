package org.irilb.core.guard;

import java.time.Duration;
import org.irilb.core.guard.SourceSet.Field;
import org.irilb.core.metrics.SourceStatus;

/**
 * What is counted of where a connection comes from, over all connections from there. Held by one connection, from
 * {@link SourceTable#enter} to {@link #leave}; what it counts, any thread may count.
 */
public final class Source {

    private final SourceTable table;
    private final SourceSet set;
    private final int place;

    Source(SourceTable table, SourceSet set, int place) {
        this.table = table;
        this.set = set;
        this.place = place;
    }

    /** The connection has ended, or its requests come from somebody else. Requests that run still count. */
    public void leave() {
        set.add(place, Field.PINS, -SourceSet.CONNECTION);
    }

    /** A request that was let through is over. */
    public void answered() {
        set.add(place, Field.PINS, -SourceSet.RUNNING);
    }

    /** Nanoseconds since a moment of the table's, above 0. */
    long nanos(long nanoTime) {
        return table.nanos(nanoTime);
    }

    /** Begins a request; returns how many run now. */
    int begin() {
        return SourceSet.running(set.add(place, Field.PINS, SourceSet.RUNNING));
    }

    void connected(long nowMillis) {
        set.setOpaque(place, Field.TOUCHED, nowMillis);
        set.add(place, Field.CONNECTIONS_MADE, 1);
    }

    /** A request was let through. */
    void requested(long nowMillis) {
        set.setOpaque(place, Field.TOUCHED, nowMillis);
        set.add(place, Field.REQUESTS_MADE, 1);
    }

    /** Adds an event, whatever comes of it; returns how many there are in a period now. */
    int add(Field rate, long nowMillis, int period) {
        while (true) {
            long before = set.get(place, rate);
            long after = TwoBuckets.add(before, nowMillis, period);
            if (set.replace(place, rate, before, after)) {
                return TwoBuckets.rate(after, nowMillis, period);
            }
        }
    }

    int rate(Field rate, long nowMillis, int period) {
        return TwoBuckets.rate(set.get(place, rate), nowMillis, period);
    }

    /** Adds an event unless that exceeds {@code limit}; returns whether it did. */
    boolean tryAdd(RateLimit limit, long nowMillis) {
        while (true) {
            long before = set.get(place, limit.field());
            long after = TwoBuckets.add(before, nowMillis, limit.period());
            long judged = limit.itself() ? after : before;
            if (TwoBuckets.rate(judged, nowMillis, limit.period()) > limit.events()) {
                return false;
            }
            if (after == before || set.replace(place, limit.field(), before, after)) {
                return true;
            }
        }
    }

    /** Takes from the budget; returns 0, or how many nanoseconds must pass before there is enough in it. */
    long take(CostBudget budget, int cost, long nowNanos) {
        while (true) {
            long before = set.get(place, Field.BUDGET);
            long after = budget.take(before, nowNanos, cost);
            if (after < 0) {
                return -after;
            }
            if (set.replace(place, Field.BUDGET, before, after)) {
                return 0;
            }
        }
    }

    /** Takes from the budget, which may be in debt then. */
    void charge(CostBudget budget, int cost, long nowNanos) {
        long before;
        do {
            before = set.get(place, Field.BUDGET);
        } while (!set.replace(place, Field.BUDGET, before, budget.charge(before, nowNanos, cost)));
    }

    /** Bans it, unless it is banned already: a ban isn't prolonged. */
    void ban(long nowMillis, long untilMillis) {
        long before = set.get(place, Field.BANNED_UNTIL);
        if (untilMillis > nowMillis
                && before <= nowMillis
                && set.replace(place, Field.BANNED_UNTIL, before, untilMillis)) {
            set.add(place, Field.BANS, 1);
        }
    }

    /** Ends its ban. */
    void pardon() {
        set.setOpaque(place, Field.BANNED_UNTIL, 0);
    }

    /** How many milliseconds its ban still lasts; 0 if it isn't banned. */
    long banLeft(long nowMillis) {
        return Math.max(0, set.get(place, Field.BANNED_UNTIL) - nowMillis);
    }

    SourceStatus status(AbuseRules rules, long nowNanos) {
        long now = SourceTable.millis(nowNanos);
        long pins = set.get(place, Field.PINS);
        return new SourceStatus(
                SourceKey.text(set.key(place)),
                SourceSet.connections(pins),
                SourceSet.running(pins),
                Duration.ofMillis(now - set.get(place, Field.TOUCHED)),
                Duration.ofMillis(banLeft(now)),
                set.get(place, Field.BANS),
                set.get(place, Field.CONNECTIONS_MADE),
                set.get(place, Field.REQUESTS_MADE),
                rules.rates(this, now),
                rules.tokens(set.get(place, Field.BUDGET), nowNanos));
    }
}
