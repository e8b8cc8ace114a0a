package org.irilb.benchmarks.compare;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** One contestant under saturation; its process lives over all rounds. Main thread only. */
final class LoadLane implements Lane {

    /** Health checks. */
    private static final int OTHERS = 50;

    private final Contestant contestant;
    private final Balancer balancer;
    private final Node node;
    private final LoadClient client;
    private final int atATime;
    private final Plan plan;

    /**
     * @param balancer the contestant's, which is closed with this
     * @param atATime requests that the client has on their way at a time
     */
    LoadLane(Contestant contestant, Balancer balancer, Node node, Plan plan, int atATime, LoadClient client) {
        this.contestant = contestant;
        this.balancer = balancer;
        this.node = node;
        this.client = client;
        this.atATime = atATime;
        this.plan = plan;
    }

    @Override
    public void warmUp() throws IOException, InterruptedException, BadRun {
        long requests = 0;
        for (int i = 0; client.warmUp().isWanted(contestant, i, requests); i++) {
            requests += client.run(balancer.port(), plan.warmUpSeconds()).requests();
        }
    }

    @Override
    public Figures measure() throws IOException, InterruptedException, BadRun {
        client.run(balancer.port(), plan.prelude());
        long answeredBefore = node.requests();
        ProcessTicks before = balancer.process().ticks();
        LoadClient.Served result = client.run(balancer.port(), plan.seconds());
        ProcessTicks used = balancer.process().ticks().since(before);
        requireAllAnswered(result.requests(), node.requests() - answeredBefore);
        double requests = result.requests();
        Map<String, Double> figures = new HashMap<>(result.latencies());
        figures.put(Figures.CPU, (used.userMicros() + used.systemMicros()) / requests);
        figures.put(Figures.USER, used.userMicros() / requests);
        figures.put(Figures.SYSTEM, used.systemMicros() / requests);
        figures.put(Figures.RATE, result.perSecond());
        figures.put(Figures.RESIDENT, (double) balancer.process().residentKib());
        return new Figures(figures);
    }

    /**
     * Each answer that the client took for good came from the node. At its end it leaves unanswered what is on its way,
     * which the node counts; what the run before has left was waited for.
     */
    private void requireAllAnswered(long counted, long answered) throws BadRun {
        long surplus = answered - counted;
        if (surplus < 0 || surplus > atATime + OTHERS) {
            throw new BadRun("the client counted " + counted + " answers, the node " + answered);
        }
    }

    @Override
    public void close() {
        balancer.close();
    }
}
