package org.irilb.benchmarks.compare;

import java.io.IOException;
import java.util.Map;

/** A program that asks for as much as it gets answered. Main thread only. */
interface LoadClient {

    /**
     * What came of a run.
     *
     * @param requests answered with 2xx
     * @param latencies by the names of {@link Figures}; empty if it tells none
     */
    record Served(long requests, double perSecond, Map<String, Double> latencies) {}

    /** How much of it warms a contestant up. */
    default WarmUp warmUp() {
        return WarmUp.STANDARD;
    }

    /** @throws BadRun if any request failed */
    Served run(int port, int seconds) throws IOException, InterruptedException, BadRun;
}
