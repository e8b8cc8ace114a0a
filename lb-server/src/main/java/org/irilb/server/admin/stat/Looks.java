package org.irilb.server.admin.stat;

import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.irilb.core.metrics.Counters;
import org.irilb.core.metrics.Meters;
import org.irilb.core.metrics.Meters.Subject;
import org.irilb.core.metrics.Timings;

/**
 * What was learnt of all subjects by looking at them every second. Immutable; subjects are told by their counters.
 *
 * @param nanos when the last look was
 * @param rates how fast totals grow
 * @param busy how fast the nanoseconds grow that the event loops have computed, all together
 */
record Looks(long nanos, Map<Counters, Recent> recents, Map<Total, Rate> rates, Rate busy) {

    /** Listeners have none. */
    private static final Timings NO_TIMINGS = new Timings(0);

    static Looks first(Meters meters, long busyNanos, long nowNanos) {
        return new Looks(
                nowNanos,
                collect(meters, (counters, timings) -> Recent.since(counters, nowNanos)),
                rates(total -> Rate.since(total.of(meters))),
                Rate.since(busyNanos));
    }

    Looks next(Meters meters, long busyNanos, long nowNanos) {
        long elapsed = Math.max(1, nowNanos - nanos);
        return new Looks(
                nowNanos,
                collect(meters, (counters, timings) -> recent(counters).next(counters, timings, elapsed, nowNanos)),
                rates(total -> rate(total).next(total.of(meters), elapsed)),
                busy.next(busyNanos, elapsed));
    }

    Looks withoutHighest() {
        Map<Counters, Recent> all = new IdentityHashMap<>();
        recents.forEach((counters, recent) -> all.put(counters, recent.withoutHighest()));
        return new Looks(nanos, all, rates(total -> rate(total).withoutHighest()), busy);
    }

    Recent recent(Counters counters) {
        return recents.getOrDefault(counters, Recent.NONE);
    }

    Rate rate(Total total) {
        return rates.get(total);
    }

    private static Map<Total, Rate> rates(Function<Total, Rate> rate) {
        Map<Total, Rate> all = new EnumMap<>(Total.class);
        for (Total total : Total.values()) {
            all.put(total, rate.apply(total));
        }
        return all;
    }

    private static Map<Counters, Recent> collect(Meters meters, BiFunction<Counters, Timings, Recent> observation) {
        int subjects = meters.listeners().size()
                + meters.pools().size()
                + meters.servers().size();
        Map<Counters, Recent> all = new IdentityHashMap<>(subjects);
        meters.listeners().forEach(listener -> all.put(listener, observation.apply(listener, NO_TIMINGS)));
        for (List<Subject> kind : List.of(meters.pools(), meters.servers())) {
            kind.forEach(
                    subject -> all.put(subject.counters(), observation.apply(subject.counters(), subject.timings())));
        }
        return all;
    }
}
