package org.irilb.core.metrics;

import java.util.List;
import java.util.Optional;

/**
 * All that is known of how a node fares, and who holds what of it.
 *
 * @param opinions in the order of their holders; of those that have nothing against the node, only its source's
 * @param checks the balancer's own; empty if it isn't checked
 * @param agent empty if none is asked
 * @param evidence of its requests and its past
 * @param facts what it said of itself in the last check that it answered so, if any
 */
public record NodeHealth(
        List<Opinion> opinions,
        Optional<HealthStatus> checks,
        Optional<AgentStatus> agent,
        EvidenceStatus evidence,
        Optional<NodeFacts> facts) {

    /** Nobody looks. */
    public static final NodeHealth UNKNOWN =
            new NodeHealth(List.of(), Optional.empty(), Optional.empty(), EvidenceStatus.NONE, Optional.empty());

    public NodeHealth {
        opinions = List.copyOf(opinions);
    }

    /** What {@code holder} has said, if it has said something. */
    public Optional<Opinion> opinion(Opinion.Holder holder) {
        return opinions.stream().filter(opinion -> opinion.holder() == holder).findFirst();
    }
}
