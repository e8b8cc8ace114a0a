package org.irilb.server.admin.stat;

import java.util.function.ToLongFunction;
import org.irilb.core.metrics.Counter;
import org.irilb.core.metrics.Counters;
import org.irilb.core.metrics.Meters;

/** What is counted for the process as a whole, and is told as a rate, too. */
enum Total {
    CONNECTIONS(meters -> listeners(meters, counters -> counters.sum(Counter.SESSIONS))),
    BYTES_OUT(meters -> listeners(meters, counters -> counters.sum(Counter.BYTES_OUT))),
    COMPRESSED_FROM(meters -> listeners(meters, counters -> counters.sum(Counter.COMPRESSED_FROM))),
    COMPRESSED_TO(meters -> listeners(meters, counters -> counters.sum(Counter.COMPRESSED_TO))),
    /** With clients, however they have ended. */
    TLS_HANDSHAKES(meters -> listeners(meters, Handshakes::all)),
    /** Full handshakes with clients. */
    CLIENT_KEYS(meters -> listeners(meters, Handshakes::full)),
    /** Full handshakes with nodes. */
    NODE_KEYS(meters -> meters.pools().stream()
            .mapToLong(pool -> Handshakes.full(pool.counters()))
            .sum());

    private final ToLongFunction<Meters> count;

    Total(ToLongFunction<Meters> count) {
        this.count = count;
    }

    long of(Meters meters) {
        return count.applyAsLong(meters);
    }

    private static long listeners(Meters meters, ToLongFunction<Counters> count) {
        return meters.listeners().stream().mapToLong(count).sum();
    }
}
