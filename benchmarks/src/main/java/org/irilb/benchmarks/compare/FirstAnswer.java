package org.irilb.benchmarks.compare;

import java.io.IOException;
import java.util.Map;

/** From the start of the process to the first answer that comes through it. */
record FirstAnswer() implements Scenario {

    @Override
    public String id() {
        return "start";
    }

    @Override
    public String title() {
        return "start to first answer";
    }

    @Override
    public Lane lane(Contestant contestant, Site site, Plan plan) {
        return new Lane() {
            @Override
            public void warmUp() throws IOException, InterruptedException {
                contestant.start(site, Load.ENOUGH).close(); // its files are in the page cache from now on
            }

            @Override
            public Figures measure() throws IOException, InterruptedException {
                try (Balancer balancer = contestant.start(site, Load.ENOUGH)) {
                    ProcessTicks used = balancer.process().ticks();
                    double cpuMillis = (used.userMicros() + used.systemMicros()) / 1000;
                    return new Figures(
                            Map.of(Figures.FIRST_ANSWER, balancer.firstAnswerMillis(), Figures.START_CPU, cpuMillis));
                }
            }
        };
    }
}
