package org.irilb.benchmarks.compare;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What a process weighs when many clients have asked once and stay connected. */
record IdleConnections() implements Scenario {

    /** What a process has needed for the rush, and gives back when it is over, isn't needed for idle connections. */
    private static final int SETTLE_SECONDS = 10;

    @Override
    public String id() {
        return "idle";
    }

    @Override
    public String title() {
        return "10,000 idle connections";
    }

    @Override
    public Lane lane(Contestant contestant, Site site, Plan plan) {
        return new Lane() {
            @Override
            public void warmUp() {}

            @Override
            public Figures measure() throws IOException, InterruptedException, BadRun {
                try (Balancer balancer = contestant.start(site, Load.ENOUGH);
                        Crowd crowd = new Crowd(balancer.port())) {
                    long before = balancer.process().residentKib();
                    crowd.join(plan.idleConnections());
                    crowd.requireAllThere();
                    TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
                    double with = balancer.process().residentKib();
                    crowd.requireAllThere();
                    return new Figures(Map.of(Figures.RESIDENT, with, Figures.IDLE, with - before));
                }
            }
        };
    }
}
