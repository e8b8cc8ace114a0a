package org.irilb.core.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.irilb.core.config.Balance;
import org.irilb.core.pool.SimulatedNode.Behaviour;
import org.irilb.core.pool.SimulatedNode.Kind;
import org.irilb.core.pool.Simulation.Scenario;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Holds the report on the ways of balancing to what they do. */
@Execution(ExecutionMode.CONCURRENT)
class BalancerReportTest {

    private static final Path REPORT = Path.of("..", "docs", "balancers.md");
    private static final Path NOW = Path.of("target", "balancers.md");

    private static final String HEAD = """
            # How the ways of balancing compare

            Written by `BalancerReportTest`, which fails when this file and what the balancers do differ. The pool, its
            queue and its balancers are the real ones; nodes, clients and time are simulated, so that every run gives the
            same numbers. Requests come at random moments from 500 clients, and what each one takes varies
            exponentially. A node that has more requests than it works on at a time lets them wait.

            Times are milliseconds from arrival to answer, of the requests that were answered: half, 95 % and 99 % of
            them took no longer. *queued* is how many waited in the pool's queue because all nodes were full, *failed*
            how many got no answer within 5 s from the node or 10 s in the queue. Shares are how often each node was
            chosen, in percent.

            What to take from it, each held by a test of its own:

            - With equal nodes the way matters little; `source` pays for keeping clients at their nodes with uneven shares.
            - With a slow node, `p2c` has the best 99 %, `leastconn` and `random` follow; `roundrobin` and `source` give it as
              much as to others until it is full.
            - A node that fails at once looks idle, and so attracts `leastconn` and `random`; `p2c` counts a failure as a slow
              answer and keeps away. The others need health checks the more.
            - Where a node takes one request at a time, the way makes no difference: the queue hands out what is free.
            """;

    private static final String TABLE = """
            | balance    |    50 % |    95 % |    99 % |  queued |  failed | shares |
            |------------|--------:|--------:|--------:|--------:|--------:|--------|
            """;

    private static final Scenario EQUAL = new Scenario(
            "Equal nodes",
            "Five nodes that work on four requests at a time, 20 ms each, at 70 % of what they can do.",
            20_000,
            700,
            20,
            Collections.nCopies(5, Kind.usual()));

    private static final Scenario SLOW = new Scenario(
            "One slow node",
            "The same, but the last node takes five times as long for everything; 60 % of what the five could do.",
            20_000,
            504,
            20,
            with(Kind.usual().slower(5)));

    private static final Scenario WEIGHTS = new Scenario(
            "Weights 5, 3 and 2",
            "Three nodes that work on ten, six and four requests at a time, at 70 % of what they can do.",
            20_000,
            700,
            20,
            List.of(
                    Kind.usual().weighing(5, 10),
                    Kind.usual().weighing(3, 6),
                    Kind.usual().weighing(2, 4)));

    private static final Scenario SWALLOWS = new Scenario(
            "One node that swallows requests",
            "Five nodes at 50 %; the last one takes requests and never answers, which is noticed after 5 s each time.",
            20_000,
            500,
            20,
            with(Kind.usual().that(Behaviour.SWALLOWS)));

    private static final Scenario REFUSES = new Scenario(
            "One node that refuses connections",
            "Five nodes at 50 %; the last one refuses, and requests are tried again elsewhere. No health check helps.",
            20_000,
            500,
            20,
            with(Kind.usual().that(Behaviour.REFUSES)));

    private static final Scenario ONE_AT_A_TIME = new Scenario(
            "One request at a time",
            "Six nodes with `maxconn` 1 that take 1 s on average for proof of work, the last one twice that; at 80 %.",
            5_000,
            4.4,
            1000,
            oneAtATime());

    private static List<Kind> with(Kind last) {
        List<Kind> kinds = new ArrayList<>(Collections.nCopies(4, Kind.usual()));
        kinds.add(last);
        return kinds;
    }

    private static List<Kind> oneAtATime() {
        Kind one = new Kind(1, 1, 1, 1, Behaviour.SERVES);
        List<Kind> kinds = new ArrayList<>(Collections.nCopies(5, one));
        kinds.add(one.slower(2));
        return kinds;
    }

    private static Map<Balance, Outcome> simulate(Scenario scenario) {
        Map<Balance, Outcome> outcomes = new EnumMap<>(Balance.class);
        for (Balance balance : Balance.values()) {
            outcomes.put(balance, Simulation.run(scenario, balance));
        }
        return outcomes;
    }

    @Test
    void theReportSaysWhatTheBalancersDo() throws IOException {
        StringBuilder report = new StringBuilder(HEAD);
        for (Scenario scenario : List.of(EQUAL, SLOW, WEIGHTS, SWALLOWS, REFUSES, ONE_AT_A_TIME)) {
            report.append("\n## ")
                    .append(scenario.title())
                    .append("\n\n")
                    .append(scenario.text())
                    .append("\n\n");
            report.append(TABLE);
            simulate(scenario)
                    .forEach((balance, outcome) ->
                            report.append(outcome.row(balance.name().toLowerCase(Locale.ROOT))));
        }
        Files.writeString(NOW, report);

        assertThat(Files.readString(REPORT))
                .as("%s; if the change is meant, copy %s there", REPORT, NOW)
                .isEqualTo(report.toString());
    }

    @Test
    void withEqualNodesTheWayMattersLittle() {
        Map<Balance, Outcome> outcomes = simulate(EQUAL);
        double best = outcomes.get(Balance.LEASTCONN).millis(99);
        outcomes.forEach((balance, outcome) -> assertThat(outcome.millis(99))
                .as("%s", balance)
                .isLessThan(balance == Balance.SOURCE ? 1.2 * best : 1.1 * best));
    }

    @Test
    void withASlowNodeTwoChoicesAreBestAndTurnsWorst() {
        Map<Balance, Outcome> outcomes = simulate(SLOW);
        double p2c = outcomes.get(Balance.P2C).millis(99);
        for (Balance byLoad : List.of(Balance.LEASTCONN, Balance.RANDOM)) {
            assertThat(outcomes.get(byLoad).millis(99)).isBetween(p2c, 2 * p2c);
        }
        for (Balance blind : List.of(Balance.ROUNDROBIN, Balance.SOURCE)) {
            assertThat(outcomes.get(blind).millis(99)).isGreaterThan(5 * p2c);
        }
    }

    @Test
    void aNodeThatFailsAtOnceAttractsWhoLooksAtLoadOnly() {
        Map<Balance, Outcome> outcomes = simulate(REFUSES);
        assertThat(outcomes.get(Balance.LEASTCONN).sharePercent(4)).isGreaterThan(25);
        assertThat(outcomes.get(Balance.RANDOM).sharePercent(4)).isGreaterThan(25);
        assertThat(outcomes.get(Balance.P2C).sharePercent(4)).isLessThan(1);
    }

    @Test
    void whereNodesTakeOneRequestAtATimeTheWayMakesNoDifference() {
        Map<Balance, Outcome> outcomes = simulate(ONE_AT_A_TIME);
        double any = outcomes.get(Balance.ROUNDROBIN).millis(99);
        outcomes.values().forEach(outcome -> {
            assertThat(outcome.millis(99)).isBetween(0.95 * any, 1.05 * any);
            assertThat(outcome.failedPercent()).isZero();
        });
    }
}
