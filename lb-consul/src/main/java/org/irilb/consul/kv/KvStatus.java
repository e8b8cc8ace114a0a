package org.irilb.consul.kv;

import java.time.Instant;
import java.util.Optional;
import org.irilb.consul.snapshot.Origin;

/**
 * How reading a prefix of Consul's KV store fares, as of one moment.
 *
 * @param prefix as configured
 * @param origin where the values that are worked with come from
 * @param lastContact when Consul last answered as it should; empty if never
 * @param index Consul's index of that answer; 0 if none
 * @param failures reads that have failed since the last answer
 * @param problem what the last of these failed with; empty if none did
 */
public record KvStatus(
        String prefix,
        Origin origin,
        Optional<Instant> lastContact,
        long index,
        int failures,
        Optional<String> problem) {}
