package org.irilb.benchmarks.compare;

import java.io.IOException;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** Latency at half of what HAProxy with the rules could do at most, the same rate for everybody. Main thread only. */
final class FixedRate implements Scenario {

    private static final int CONNECTIONS = 64;
    private static final double SHARE = 0.5;

    private double perSecond;

    @Override
    public String id() {
        return "latency";
    }

    @Override
    public String title() {
        return "half of HAProxy's saturation, " + CONNECTIONS + " connections, fixed rate";
    }

    @Override
    public Lane lane(Contestant contestant, Site site, Plan plan) throws IOException, InterruptedException, BadRun {
        if (perSecond == 0) {
            perSecond = SHARE * saturation(site, plan);
        }
        Balancer balancer = contestant.start(site, Load.ENOUGH);
        return new Lane() {
            @Override
            public void warmUp() throws IOException, InterruptedException, BadRun {
                Wrk wrk = new Wrk(Load.small(CONNECTIONS), site.directory());
                long requests = 0;
                for (int i = 0; wrk.warmUp().isWanted(contestant, i, requests); i++) {
                    requests += wrk.run(balancer.port(), plan.warmUpSeconds()).requests();
                }
                new OpenLoop(balancer.port(), CONNECTIONS, perSecond).run(plan.warmUpSeconds());
            }

            @Override
            public Figures measure() throws IOException, BadRun {
                return FixedRate.this.measure(balancer, plan);
            }

            @Override
            public void close() {
                balancer.close();
            }
        };
    }

    private static double saturation(Site site, Plan plan) throws IOException, InterruptedException, BadRun {
        Load load = Load.small(CONNECTIONS);
        try (Balancer balancer = Contestant.HAPROXY_RULES.start(site, load.maxconn())) {
            Wrk wrk = new Wrk(load, site.directory());
            wrk.run(balancer.port(), plan.prelude());
            return wrk.run(balancer.port(), plan.seconds()).perSecond();
        }
    }

    private Figures measure(Balancer balancer, Plan plan) throws IOException, BadRun {
        ProcessTicks before = balancer.process().ticks();
        Histogram nanos = new OpenLoop(balancer.port(), CONNECTIONS, perSecond).run(plan.seconds());
        ProcessTicks used = balancer.process().ticks().since(before);
        double requests = nanos.getTotalCount();
        return new Figures(Map.of(
                Figures.CPU, (used.userMicros() + used.systemMicros()) / requests,
                Figures.RATE, perSecond,
                Figures.P50, nanos.getValueAtPercentile(50) / 1e3,
                Figures.P99, nanos.getValueAtPercentile(99) / 1e3,
                Figures.P999, nanos.getValueAtPercentile(99.9) / 1e3));
    }
}
