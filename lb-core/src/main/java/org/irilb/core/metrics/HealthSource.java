package org.irilb.core.metrics;

/** Who looks after nodes, and knows how they fare. May be asked by any thread. */
public interface HealthSource {

    /** How the node of this ID fares. */
    NodeHealth of(String id);

    /** Begins to count from 0 again. */
    default void clearCounters() {}
}
