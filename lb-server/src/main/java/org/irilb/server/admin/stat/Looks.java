package org.irilb.server.admin.stat;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import org.irilb.core.metrics.BalancerStatus;
import org.irilb.core.metrics.BalancerStatus.PoolStatus;
import org.irilb.core.metrics.Counter;
import org.irilb.core.metrics.Counters;
import org.irilb.core.metrics.Timings;

/**
 * What was learnt of all subjects by looking at them every second. Immutable; subjects are told by their counters.
 *
 * @param nanos when the last look was
 * @param connections how fast clients connect, over all listeners
 * @param bytesOut how fast bytes go to clients, over all listeners
 * @param compressedFrom how fast bytes are compressed, as they come
 * @param compressedTo the same, as they go
 * @param busy nanoseconds that the event loops have computed, all together
 */
record Looks(
        long nanos,
        Map<Counters, Recent> recents,
        Rate connections,
        Rate bytesOut,
        Rate compressedFrom,
        Rate compressedTo,
        Rate busy) {

    /** Listeners have none. */
    private static final Timings NO_TIMINGS = new Timings(0);

    static Looks first(BalancerStatus status, long busyNanos, long nowNanos) {
        return new Looks(
                nowNanos,
                collect(status, (counters, timings) -> Recent.since(counters, nowNanos)),
                Rate.since(sum(status, Counter.SESSIONS)),
                Rate.since(sum(status, Counter.BYTES_OUT)),
                Rate.since(sum(status, Counter.COMPRESSED_FROM)),
                Rate.since(sum(status, Counter.COMPRESSED_TO)),
                Rate.since(busyNanos));
    }

    Looks next(BalancerStatus status, long busyNanos, long nowNanos) {
        long elapsed = Math.max(1, nowNanos - nanos);
        return new Looks(
                nowNanos,
                collect(status, (counters, timings) -> recent(counters).next(counters, timings, elapsed, nowNanos)),
                connections.next(sum(status, Counter.SESSIONS), elapsed),
                bytesOut.next(sum(status, Counter.BYTES_OUT), elapsed),
                compressedFrom.next(sum(status, Counter.COMPRESSED_FROM), elapsed),
                compressedTo.next(sum(status, Counter.COMPRESSED_TO), elapsed),
                busy.next(busyNanos, elapsed));
    }

    Looks withoutHighest() {
        Map<Counters, Recent> all = new IdentityHashMap<>();
        recents.forEach((counters, recent) -> all.put(counters, recent.withoutHighest()));
        return new Looks(
                nanos,
                all,
                connections.withoutHighest(),
                bytesOut.withoutHighest(),
                compressedFrom.withoutHighest(),
                compressedTo.withoutHighest(),
                busy);
    }

    Recent recent(Counters counters) {
        return recents.getOrDefault(counters, Recent.NONE);
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

    private static long sum(BalancerStatus status, Counter counter) {
        return status.listeners().stream()
                .mapToLong(listener -> listener.counters().sum(counter))
                .sum();
    }
}
