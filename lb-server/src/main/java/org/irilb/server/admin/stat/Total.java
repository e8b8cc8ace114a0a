package org.irilb.server.admin.stat;

import java.util.function.ToLongFunction;
import org.irilb.core.metrics.BalancerStatus;
import org.irilb.core.metrics.Counter;
import org.irilb.core.metrics.Counters;

/** What is counted for the process as a whole, and is told as a rate, too. */
enum Total {
    CONNECTIONS(status -> listeners(status, counters -> counters.sum(Counter.SESSIONS))),
    BYTES_OUT(status -> listeners(status, counters -> counters.sum(Counter.BYTES_OUT))),
    COMPRESSED_FROM(status -> listeners(status, counters -> counters.sum(Counter.COMPRESSED_FROM))),
    COMPRESSED_TO(status -> listeners(status, counters -> counters.sum(Counter.COMPRESSED_TO))),
    /** With clients, however they have ended. */
    TLS_HANDSHAKES(status -> listeners(status, Handshakes::all)),
    /** Full handshakes with clients. */
    CLIENT_KEYS(status -> listeners(status, Handshakes::full)),
    /** Full handshakes with nodes. */
    NODE_KEYS(status -> status.pools().stream()
            .mapToLong(pool -> Handshakes.full(pool.counters()))
            .sum());

    private final ToLongFunction<BalancerStatus> count;

    Total(ToLongFunction<BalancerStatus> count) {
        this.count = count;
    }

    long of(BalancerStatus status) {
        return count.applyAsLong(status);
    }

    private static long listeners(BalancerStatus status, ToLongFunction<Counters> count) {
        return status.listeners().stream()
                .mapToLong(listener -> count.applyAsLong(listener.counters()))
                .sum();
    }
}
