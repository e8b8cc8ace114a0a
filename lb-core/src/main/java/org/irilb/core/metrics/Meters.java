package org.irilb.core.metrics;

import java.util.List;
import org.irilb.core.metrics.BalancerStatus.LoopThread;

/**
 * Where a balancer counts, for those who look again and again at nothing but what is counted: with many nodes a
 * {@link BalancerStatus} is far more to make.
 *
 * @param listeners in the order of the configuration
 * @param pools in the order of the configuration
 * @param servers of all pools
 * @param loops that all of this runs on
 */
public record Meters(List<Counters> listeners, List<Subject> pools, List<Subject> servers, List<LoopThread> loops) {

    /**
     * A pool or a server. Its meters are the same ones for as long as it is there.
     *
     * @param counters what it has counted
     * @param timings how long its requests took
     */
    public record Subject(Counters counters, Timings timings) {}
}
