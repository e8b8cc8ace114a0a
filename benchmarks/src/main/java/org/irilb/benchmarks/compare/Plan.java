package org.irilb.benchmarks.compare;

/**
 * How long everything takes.
 *
 * @param rounds runs of each contestant, in turn; the figure is their median
 * @param warmUpSeconds load on each contestant before the first round
 * @param prelude seconds of load before each run, which the one before may have left cold
 * @param seconds of each run
 * @param idleConnections kept open at once when their memory is measured
 */
record Plan(int rounds, int warmUpSeconds, int prelude, int seconds, int idleConnections) {

    static final Plan FULL = new Plan(5, 10, 2, 10, 10_000);
    static final Plan QUICK = new Plan(3, 4, 1, 3, 10_000);
}
