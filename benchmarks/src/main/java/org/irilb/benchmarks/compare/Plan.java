package org.irilb.benchmarks.compare;

/**
 * How long everything takes.
 *
 * @param rounds runs of each contestant, in turn; the figure is their median
 * @param warmUpSeconds load on each contestant before the first round; again, if that came to few requests
 * @param prelude seconds of load before each run, which the one before may have left cold
 * @param seconds of each run
 * @param idleConnections kept open at once when their memory is measured
 */
record Plan(int rounds, int warmUpSeconds, int prelude, int seconds, int idleConnections) {

    /** By then the JVM has compiled what matters; on a busy machine that takes longer than planned. */
    private static final long WARM_REQUESTS = 200_000;

    private static final int WARM_UPS = 5;

    static final Plan FULL = new Plan(5, 10, 2, 10, 10_000);
    static final Plan QUICK = new Plan(3, 4, 1, 3, 10_000);

    /** Whether one more warm-up is worth its time. */
    boolean isCold(int warmUps, long requests) {
        return warmUps < WARM_UPS && requests < WARM_REQUESTS;
    }
}
