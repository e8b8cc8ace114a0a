package org.irilb.core.metrics;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/**
 * What a node said of itself when it was asked last, and what the others make of it.
 *
 * @param appName what it calls its program; may be empty
 * @param appVersion of it; may be empty
 * @param latestMilestone index of the newest milestone it has heard of; -1 if it doesn't say
 * @param solidMilestone index of the newest milestone it has in full; -1 if it doesn't say
 * @param neighbors how many it has; -1 if it doesn't say
 * @param lag how many milestones it is behind what the others have heard of, 0 or more; empty if nobody knows
 * @param features what else it offers
 * @param age since it said so
 */
public record NodeFacts(
        String appName,
        String appVersion,
        long latestMilestone,
        long solidMilestone,
        long neighbors,
        OptionalLong lag,
        List<String> features,
        Duration age) {

    public NodeFacts {
        features = List.copyOf(features);
    }
}
