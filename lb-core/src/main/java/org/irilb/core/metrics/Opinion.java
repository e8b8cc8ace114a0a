package org.irilb.core.metrics;

import java.time.Duration;
import org.irilb.core.config.ServiceState;

/**
 * What somebody holds of a node.
 *
 * @param state what it should be
 * @param reason why, for operators; may be empty
 * @param age since it has been held, whatever the words
 */
public record Opinion(Holder holder, ServiceState state, String reason, Duration age) {

    /** Whoever may hold one; where two are equally strict, the first here gives the reason. */
    public enum Holder {
        /** Where the node comes from: Consul, or a definition file. */
        SOURCE,
        /** The balancer's own checks. */
        CHECKS,
        /** What happened to requests, and how often the node went down. */
        EVIDENCE,
        /** Where the node's milestones stand among those of all others. */
        CLUSTER,
        /** The node's operator, through its agent. */
        AGENT
    }
}
