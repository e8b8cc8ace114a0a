package org.irilb.consul;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.irilb.consul.api.ReadFailure;
import org.irilb.consul.snapshot.Origin;

/**
 * How reading from one datacenter of Consul fares, as of one moment.
 *
 * @param datacenter its name as configured; empty for that of the agent
 * @param agent the agent that is asked
 * @param origin where the nodes that the balancer works with come from
 * @param nodes how many these are
 * @param lastContact when Consul last answered as it should; empty if never
 * @param serverLag how long the server that answered had not heard of its leader
 * @param index Consul's index of that answer (its documentation, "Blocking queries"); 0 if none
 * @param reads answers so far
 * @param changes of these, answers that changed the nodes
 * @param failed reads that have failed so far
 * @param failures of these, those since the last answer
 * @param problem what the last of these failed with; empty if none did
 * @param kind who has to mend it
 * @param held IDs of nodes that Consul has lost and that serve on, because the loss isn't believed yet
 * @param heldFor for how long
 * @param drifts how often the watch was found to have missed something
 */
public record ConsulStatus(
        String datacenter,
        String agent,
        Origin origin,
        int nodes,
        Optional<Instant> lastContact,
        Duration serverLag,
        long index,
        long reads,
        long changes,
        long failed,
        int failures,
        Optional<String> problem,
        Optional<ReadFailure.Kind> kind,
        Set<String> held,
        Duration heldFor,
        long drifts) {

    /** Whether the nodes may have changed without our knowing. */
    public boolean stale() {
        return lastContact.isEmpty() || failures > 0 || origin != Origin.CONSUL;
    }

    /** How old what we know is; empty if Consul has never answered. */
    public Optional<Duration> age(Instant now) {
        return lastContact.map(last -> Duration.between(last, now));
    }
}
