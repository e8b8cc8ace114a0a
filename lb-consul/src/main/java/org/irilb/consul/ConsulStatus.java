package org.irilb.consul;

import java.time.Instant;
import java.util.Optional;

/**
 * How reading from Consul fares.
 *
 * @param lastContact when it last answered as it should; empty if never
 * @param index Consul's index of that answer (its documentation, "Blocking queries"); 0 if none
 * @param failures reads that have failed since
 * @param problem what the last of these failed with; empty if none did
 */
public record ConsulStatus(Optional<Instant> lastContact, long index, int failures, Optional<String> problem) {

    static final ConsulStatus UNREAD = new ConsulStatus(Optional.empty(), 0, 0, Optional.empty());

    /** Whether the nodes may have changed without our knowing. */
    public boolean stale() {
        return lastContact.isEmpty() || failures > 0;
    }

    ConsulStatus answered(Instant now, long index) {
        return new ConsulStatus(Optional.of(now), index, 0, Optional.empty());
    }

    ConsulStatus failed(String problem) {
        return new ConsulStatus(lastContact, index, failures + 1, Optional.of(problem));
    }
}
