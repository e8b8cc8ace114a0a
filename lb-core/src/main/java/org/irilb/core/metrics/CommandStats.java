package org.irilb.core.metrics;

import org.irilb.core.metrics.AccessRecord.Ending;

/** What is counted of a command over all snapshots. Each loop counts for itself; any thread may read. */
public final class CommandStats {

    private static final int REQUESTS = 0;
    private static final int FAILURES = 1;
    private static final int FIRST_RULE = 2;

    private final String name;
    private final LoopCounts counts;
    private final Histogram times;

    /**
     * @param name for those who read it
     * @param loops how many loops will count
     * @param rules how many rules there are that a request can be refused by
     */
    public CommandStats(String name, int loops, int rules) {
        this.name = name;
        this.counts = new LoopCounts(loops, FIRST_RULE + rules);
        this.times = new Histogram(loops);
    }

    public String name() {
        return name;
    }

    /** A request with it has come. Loop {@code loop} only. */
    public void requested(int loop) {
        counts.add(loop, REQUESTS, 1);
    }

    /** One was refused by rule number {@code rule}, from 0. Loop {@code loop} only. */
    public void refused(int loop, int rule) {
        counts.add(loop, FIRST_RULE + rule, 1);
    }

    /**
     * One is over. Loop {@code loop} only.
     *
     * @param status of its answer; -1 if there was none
     * @param nanos since it began
     */
    public void over(int loop, Ending ending, int status, long nanos) {
        switch (ending) {
            case NORMAL, LOCAL -> {
                if (status < 500) {
                    times.add(loop, nanos);
                } else {
                    counts.add(loop, FAILURES, 1);
                }
            }
            case NODE_FAILED, NODE_SLOW -> counts.add(loop, FAILURES, 1);
            case CLIENT_LEFT, CLIENT_SLOW, REFUSED, KILLED -> {
                // says nothing of how the command fares; refusals are counted by their rule
            }
        }
    }

    public long requests() {
        return counts.sum(REQUESTS);
    }

    /** How many were not answered, or with 5xx, where the client isn't to blame. */
    public long failures() {
        return counts.sum(FAILURES);
    }

    /** How many were refused by rule number {@code rule}. */
    public long refusals(int rule) {
        return counts.sum(FIRST_RULE + rule);
    }

    /** How long those took that were answered. */
    public Histogram times() {
        return times;
    }

    /** Begins to count from 0 again. Any thread. */
    public void clear() {
        counts.clear();
        times.clear();
    }
}
