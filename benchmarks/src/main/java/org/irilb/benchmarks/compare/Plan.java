package org.irilb.benchmarks.compare;

/**
 * How long everything takes.
 *
 * @param rounds runs of each contestant, in turn; the figure is their median
 * @param warmUpSeconds load on each contestant before the first round; again, if that came to few requests
 * @param prelude seconds of load before each run, which the one before may have left cold
 * @param seconds of each run
 */
record Plan(int rounds, int warmUpSeconds, int prelude, int seconds) {

    /** By then the JVM has compiled what matters: after 200,000 it still was at it, which 1 % of the requests waited for. */
    private static final long WARM_REQUESTS = 1_000_000;

    private static final int WARM_UPS = 5;

    static final Plan FULL = new Plan(5, 10, 2, 10);
    static final Plan QUICK = new Plan(3, 4, 1, 3);

    /** Whether one more warm-up is worth its time. */
    boolean isCold(Contestant contestant, int warmUps, long requests) {
        int most = contestant.compilesAtWork() ? WARM_UPS : 1;
        return warmUps < most && requests < WARM_REQUESTS;
    }
}
