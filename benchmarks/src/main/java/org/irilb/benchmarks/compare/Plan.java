package org.irilb.benchmarks.compare;

/**
 * How long everything takes.
 *
 * @param rounds runs of each contestant, in turn; the figure is their median
 * @param warmUpSeconds load on each contestant before the first round, as often as {@link WarmUp} says
 * @param prelude seconds of load before each run, which the one before may have left cold
 * @param seconds of each run
 */
record Plan(int rounds, int warmUpSeconds, int prelude, int seconds) {

    static final Plan FULL = new Plan(5, 10, 2, 10);
    static final Plan QUICK = new Plan(3, 4, 1, 3);
}
