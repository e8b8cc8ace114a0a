package org.irilb.benchmarks.compare;

import java.io.IOException;

/** One contestant's part in a scenario, over all rounds. Main thread only. */
interface Lane extends AutoCloseable {

    void warmUp() throws IOException, InterruptedException, BadRun;

    /** One round. */
    Figures measure() throws IOException, InterruptedException, BadRun;

    @Override
    default void close() {}
}
