package org.irilb.core.pool;

import org.irilb.core.config.Balance;
import org.jspecify.annotations.Nullable;

/**
 * Chooses who serves next. Any thread: the loops share one without waiting for each other, and choosing allocates
 * nothing. What it costs is PickBenchmark's subject.
 */
interface Balancer {

    /**
     * Reserves a place at a candidate that has one and that {@code asker} hasn't tried.
     *
     * @return null if there is none; each candidate was looked at then, so that a place given back later finds whoever
     *     waits for it
     */
    @Nullable
    Member reserve(Asker asker);

    static Balancer of(Balance balance, Candidates candidates, PoolState state) {
        return switch (balance) {
            case ROUNDROBIN -> new RoundRobin(candidates, state.turn());
            case LEASTCONN -> new LeastConnections(candidates, state.turn());
            case P2C ->
                new TwoDraws(candidates, state.outside().random(), new SoonerAnswer(candidates, state.outside()));
            case SOURCE -> new SourceRing(candidates);
            case RANDOM -> new TwoDraws(candidates, state.outside().random(), Member::lessLoaded);
        };
    }
}
