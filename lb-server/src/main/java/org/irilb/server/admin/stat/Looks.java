package org.irilb.server.admin.stat;

import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.irilb.core.metrics.BalancerStatus;
import org.irilb.core.metrics.BalancerStatus.PoolStatus;
import org.irilb.core.metrics.Counters;
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

    static Looks first(BalancerStatus status, long busyNanos, long nowNanos) {
        return new Looks(
                nowNanos,
                collect(status, (counters, timings) -> Recent.since(counters, nowNanos)),
                rates(total -> Rate.since(total.of(status))),
                Rate.since(busyNanos));
    }

    Looks next(BalancerStatus status, long busyNanos, long nowNanos) {
        long elapsed = Math.max(1, nowNanos - nanos);
        return new Looks(
                nowNanos,
                collect(status, (counters, timings) -> recent(counters).next(counters, timings, elapsed, nowNanos)),
                rates(total -> rate(total).next(total.of(status), elapsed)),
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

    private static Map<Counters, Recent> collect(
            BalancerStatus status, BiFunction<Counters, Timings, Recent> observation) {
        Map<Counters, Recent> all = new IdentityHashMap<>();
        status.listeners()
                .forEach(listener -> all.put(listener.counters(), observation.apply(listener.counters(), NO_TIMINGS)));
        for (PoolStatus pool : status.pools()) {
            all.put(pool.counters(), observation.apply(pool.counters(), pool.timings()));
            pool.servers()
                    .forEach(server ->
                            all.put(server.counters(), observation.apply(server.counters(), server.timings())));
        }
        return all;
    }
}
