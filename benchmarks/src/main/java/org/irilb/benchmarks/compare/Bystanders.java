package org.irilb.benchmarks.compare;

import java.io.IOException;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/**
 * How those were served who only came for an answer.
 *
 * @param nanos how long each waited
 * @param error what one of them met instead, and what ended the run
 */
record Bystanders(Histogram nanos, Optional<String> error) {

    /** Sends requests at a fixed rate for so many seconds. */
    static Bystanders serve(int port, int connections, double perSecond, int seconds) throws IOException {
        try {
            return new Bystanders(new OpenLoop(port, connections, perSecond).run(seconds), Optional.empty());
        } catch (BadRun e) {
            return new Bystanders(new Histogram(3), Optional.of(e.getMessage()));
        }
    }
}
