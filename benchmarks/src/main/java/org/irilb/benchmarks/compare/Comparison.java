package org.irilb.benchmarks.compare;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Has the contestants do a scenario in turn, A B C A B C …, so that a machine's mood falls on all. Main thread only. */
final class Comparison {

    private final Site site;
    private final Plan plan;
    private final List<Contestant> contestants;
    private final PrintStream progress;

    Comparison(Site site, Plan plan, List<Contestant> contestants, PrintStream progress) {
        this.site = site;
        this.plan = plan;
        this.contestants = contestants;
        this.progress = progress;
    }

    Result run(Scenario scenario) throws IOException, InterruptedException {
        Result result = Result.empty(scenario);
        Map<Contestant, Lane> lanes = new EnumMap<>(Contestant.class);
        try {
            for (Contestant contestant : contestants) {
                open(scenario, contestant, lanes, result);
            }
            measure(lanes, result);
        } finally {
            lanes.values().forEach(Lane::close);
        }
        return result;
    }

    private void open(Scenario scenario, Contestant contestant, Map<Contestant, Lane> lanes, Result result)
            throws IOException, InterruptedException {
        try {
            Lane lane = scenario.lane(contestant, site, plan);
            lanes.put(contestant, lane);
            lane.warmUp();
        } catch (BadRun e) {
            result.failures().put(contestant, e.getMessage());
        }
    }

    private void measure(Map<Contestant, Lane> lanes, Result result) throws IOException, InterruptedException {
        Map<Contestant, List<Figures>> runs = new EnumMap<>(Contestant.class);
        for (int round = 1; round <= plan.rounds(); round++) {
            for (Map.Entry<Contestant, Lane> lane : lanes.entrySet()) {
                if (result.failures().containsKey(lane.getKey())) {
                    continue;
                }
                try {
                    Figures run = lane.getValue().measure();
                    progress.println("  " + round + " " + lane.getKey() + " " + run.values());
                    runs.computeIfAbsent(lane.getKey(), key -> new ArrayList<>())
                            .add(run);
                } catch (BadRun e) {
                    result.failures().put(lane.getKey(), e.getMessage());
                }
            }
        }
        runs.keySet().removeAll(result.failures().keySet());
        runs.forEach((contestant, figures) -> result.figures().put(contestant, Figures.median(figures)));
    }
}
