package org.irilb.benchmarks.compare;

/**
 * How much is asked of a contestant before it is measured. By then a JVM has compiled what matters: after 200,000 requests,
 * or 10,000 handshakes, it still was at it, which cost more than these.
 *
 * @param requests that are enough
 * @param runs of load at most, however few requests they came to
 */
record WarmUp(long requests, int runs) {

    static final WarmUp STANDARD = new WarmUp(1_000_000, 5);

    /** What is done once for a connection is compiled later than what is done for each request. */
    static final WarmUp OF_HANDSHAKES = new WarmUp(40_000, 30);

    /** Whether one more run is worth its time. */
    boolean isWanted(Contestant contestant, int runsMade, long requestsMade) {
        int most = contestant.compilesAtWork() ? runs : 1;
        return runsMade < most && requestsMade < requests;
    }
}
