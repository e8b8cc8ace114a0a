package org.irilb.benchmarks.compare;

import java.util.EnumMap;
import java.util.Map;

/**
 * How a scenario went.
 *
 * @param figures medians; who had a bad run is missing
 * @param failures why, for each who had a bad run
 */
record Result(Scenario scenario, Map<Contestant, Figures> figures, Map<Contestant, String> failures) {

    static Result empty(Scenario scenario) {
        return new Result(scenario, new EnumMap<>(Contestant.class), new EnumMap<>(Contestant.class));
    }
}
