package org.irilb.core.guard;

import java.time.Duration;
import java.util.Optional;
import org.irilb.core.config.Rate;
import org.irilb.core.guard.SourceSet.Field;

/**
 * A rate that a source mustn't exceed, in the form that is looked at. Immutable; any thread.
 *
 * @param rule what it is called
 * @param field where a source's events are counted
 * @param events at most; 0 for no limit
 * @param period in milliseconds
 * @param itself whether the event that is judged counts; if not, it is one too many only when those before it were
 */
record RateLimit(Rule rule, Field field, int events, int period, boolean itself) {

    /** HAProxy counts a request only behind its rules, and a connection before them; commands it doesn't know. */
    static RateLimit of(Rule rule, Field field, Optional<Rate> rate) {
        boolean itself = rule == Rule.CONNECTION_RATE || rule == Rule.COMMAND_RATE;
        int events = rate.map(Rate::events).orElse(0);
        int period = (int) rate.map(Rate::period).orElse(Duration.ZERO).toMillis();
        return new RateLimit(rule, field, events, period, itself);
    }

    /** Counts an event, whatever comes of it; returns whether that was one too many. */
    boolean isExceededByOneMore(Source source, long nowMillis) {
        return events > 0 && source.add(field, nowMillis, period) > events;
    }

    /** Counts an event unless that were one too many; returns whether it would have been. */
    boolean refusesOneMore(Source source, long nowMillis) {
        return events > 0 && !source.tryAdd(this, nowMillis);
    }

    boolean isExceeded(Source source, long nowMillis) {
        return events > 0 && rate(source, nowMillis) > events;
    }

    /** Events in the last period; 0 if there is no limit. */
    int rate(Source source, long nowMillis) {
        return events == 0 ? 0 : source.rate(field, nowMillis, period);
    }

    @Override
    public String toString() {
        return events + " requests in " + (period % 1000 == 0 ? period / 1000 + " s" : period + " ms");
    }
}
