package org.irilb.server.admin.stat;

import org.irilb.core.metrics.Counter;
import org.irilb.core.metrics.Counters;

/** What counters say of TLS handshakes. Stateless. */
final class Handshakes {

    private Handshakes() {}

    /** Those that have succeeded without a session of an earlier connection, for which keys had to be made. */
    static long full(Counters counters) {
        return counters.sum(Counter.TLS_HANDSHAKES) - counters.sum(Counter.TLS_RESUMPTIONS);
    }

    /** Those that have ended, in whatever way. */
    static long all(Counters counters) {
        return counters.sum(Counter.TLS_HANDSHAKES) + counters.sum(Counter.TLS_HANDSHAKE_ERRORS);
    }
}
