package org.irilb.benchmarks.compare;

import java.io.IOException;
import java.util.Map;

/** One contestant under saturation; its process lives over all rounds. Main thread only. */
final class LoadLane implements Lane {

    /** Health checks. */
    private static final int OTHERS = 50;

    private final Load load;
    private final Contestant contestant;
    private final Balancer balancer;
    private final Node node;
    private final Wrk wrk;
    private final Plan plan;

    LoadLane(Load load, Contestant contestant, Site site, Plan plan) throws IOException, InterruptedException {
        this.load = load;
        this.contestant = contestant;
        this.balancer = contestant.start(site, load.maxconn());
        this.node = site.node();
        this.wrk = new Wrk(site.directory());
        this.plan = plan;
    }

    @Override
    public void warmUp() throws IOException, InterruptedException, BadRun {
        long requests = 0;
        for (int i = 0; plan.isCold(contestant, i, requests); i++) {
            requests += wrk.run(load, balancer.port(), plan.warmUpSeconds()).requests();
        }
    }

    @Override
    public Figures measure() throws IOException, InterruptedException, BadRun {
        wrk.run(load, balancer.port(), plan.prelude());
        long answeredBefore = node.requests();
        ProcessTicks before = balancer.process().ticks();
        Wrk.Result result = wrk.run(load, balancer.port(), plan.seconds());
        ProcessTicks used = balancer.process().ticks().since(before);
        requireAllAnswered(result.requests(), node.requests() - answeredBefore);
        double requests = result.requests();
        return new Figures(Map.of(
                Figures.CPU,
                (used.userMicros() + used.systemMicros()) / requests,
                Figures.USER,
                used.userMicros() / requests,
                Figures.SYSTEM,
                used.systemMicros() / requests,
                Figures.RATE,
                result.perSecond(),
                Figures.P50,
                (double) result.p50(),
                Figures.P99,
                (double) result.p99(),
                Figures.RESIDENT,
                (double) balancer.process().residentKib()));
    }

    /**
     * Each answer that wrk took for good came from the node. At its end wrk leaves one a connection unanswered, which the
     * node counts; what the run before has left was waited for.
     */
    private void requireAllAnswered(long counted, long answered) throws BadRun {
        long surplus = answered - counted;
        if (surplus < 0 || surplus > load.connections() + OTHERS) {
            throw new BadRun("wrk counted " + counted + " answers, the node " + answered);
        }
    }

    @Override
    public void close() {
        balancer.close();
    }
}
