package org.irilb.health.verdict;

/** Who holds an opinion of a node; where two are equally strict, the first here gives the reason. */
public enum Opinion {
    /** The balancer's own checks. */
    CHECKS,
    /** What happened to requests. */
    TRAFFIC,
    /** Where the node's milestones stand among those of all others. */
    CLUSTER,
    /** The node's operator, through its agent. */
    AGENT
}
