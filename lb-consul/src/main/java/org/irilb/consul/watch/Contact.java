package org.irilb.consul.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.irilb.consul.api.ReadFailure;

/**
 * How reading fares.
 *
 * @param last when Consul last answered as it should; empty if never
 * @param serverLag how long the server that answered had not heard of its leader
 * @param index Consul's index of that answer; 0 if none
 * @param reads answers so far
 * @param failed reads that have failed so far
 * @param failures of these, those since the last answer
 * @param failure the last of these; empty if there is none
 */
public record Contact(
        Optional<Instant> last,
        Duration serverLag,
        long index,
        long reads,
        long failed,
        int failures,
        Optional<ReadFailure> failure) {

    public static final Contact NONE = new Contact(Optional.empty(), Duration.ZERO, 0, 0, 0, 0, Optional.empty());

    public Contact answered(Instant now, Answer<?> answer) {
        return new Contact(
                Optional.of(now), answer.lastContact(), answer.index(), reads + 1, failed, 0, Optional.empty());
    }

    /** Something else was asked meanwhile, and answered as it should be. */
    public Contact heard(Instant now) {
        return new Contact(Optional.of(now), serverLag, index, reads, failed, failures, failure);
    }

    public Contact failed(ReadFailure latest) {
        return new Contact(last, serverLag, index, reads, failed + 1, failures + 1, Optional.of(latest));
    }
}
