package org.irilb.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.irilb.core.config.AbuseConfig;
import org.irilb.core.config.CommandProfiles;
import org.irilb.core.config.CommandRules;
import org.irilb.core.config.PreflightConfig;
import org.irilb.core.config.RuleLists;
import org.irilb.core.config.RulesConfig;
import org.irilb.core.config.TransportChoice;
import org.irilb.core.config.WorkLimits;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.DeadPort;
import org.irilb.core.kit.OnEachTransport;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Rig;
import org.irilb.core.kit.Setup;
import org.irilb.core.kit.Wire;
import org.irilb.core.metrics.CommandStatus;
import org.irilb.core.metrics.RefusalCount;
import org.junit.jupiter.api.Test;

/** What is counted of each command. */
final class CommandCountsTest {

    private static final RulesConfig RULES = new RulesConfig(
            Optional.empty(),
            true,
            new RuleLists(List.of(), List.of(), List.of("addNeighbors")),
            Optional.empty(),
            new CommandRules(CommandProfiles.IRI, true, List.of(), WorkLimits.NONE, List.of()),
            new PreflightConfig(true, Duration.ofHours(2)),
            List.of(),
            AbuseConfig.OFF);

    private final Setup setup = Setup.standard().with(RULES);

    private static CommandStatus command(Rig rig, String name) {
        return rig.status().commands().stream()
                .filter(command -> command.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static void ask(Wire client, String body, int status) {
        assertThat(client.post(body).readAnswer().status()).isEqualTo(status);
    }

    @OnEachTransport
    void requestsAreCountedWithTheirTimesByWhateverNameTheyAreWrittenUnder(TransportChoice transport) {
        try (Origin node = Origin.answering("{}");
                Rig rig = Rig.start(setup.with(transport), Setup.node(node.port(), 1, 10));
                Wire client = rig.client()) {
            ask(client, "{\"command\":\"getNodeInfo\"}", 200);
            ask(client, "{\"command\":\"GETNODEINFO\"}", 200);
            ask(client, "{\"command\":\"get\\u0042alances\"}", 200);

            Await.until(
                    "they are counted",
                    () -> command(rig, "getBalances").times().read().count() == 1);
            CommandStatus info = command(rig, "getNodeInfo");
            assertThat(info.requests()).isEqualTo(2);
            assertThat(info.times().read().count()).isEqualTo(2);
            assertThat(info.times().read().percentile(50)).isPositive();
            assertThat(info.failures() + info.refused()).isZero();
            assertThat(rig.pool(Setup.POOL).waits().read().count()).isEqualTo(3);
        }
    }

    @Test
    void refusalsAreCountedByRuleAndTakeNoTime() {
        try (Origin node = Origin.answering("{}");
                Rig rig = Rig.start(setup, Setup.node(node.port(), 1, 10));
                Wire client = rig.client()) {
            ask(client, "{\"command\":\"addNeighbors\"}", 401);
            ask(client, "{\"command\":\"one\"}", 400);
            ask(client, "{\"command\":\"two\"}", 400);
            ask(client, "{}", 400);
            ask(client, "{'}", 400);

            assertThat(command(rig, "addNeighbors").refusals()).containsExactly(new RefusalCount("deny-commands", 1));
            assertThat(command(rig, "addNeighbors").times().read().count()).isZero();
            assertThat(command(rig, "unknown").requests()).isEqualTo(2);
            assertThat(command(rig, "unknown").refusals()).containsExactly(new RefusalCount("unknown-commands", 2));
            assertThat(command(rig, "none").refusals())
                    .containsExactly(new RefusalCount("require-command", 1), new RefusalCount("readable-body", 1));
            assertThat(rig.status().commands())
                    .extracting(CommandStatus::name)
                    .doesNotContain("one", "two")
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void whatNoNodeAnswersHasFailed() {
        Setup impatient = setup.withQueueTimeout(Duration.ofMillis(200)).withRetries(0);
        try (DeadPort dead = new DeadPort();
                Rig rig = Rig.start(impatient, Setup.node(dead.port(), 1, 1));
                Wire client = rig.client()) {
            ask(client, "{\"command\":\"getNodeInfo\"}", 503);
            assertThat(command(rig, "getNodeInfo").failures()).isEqualTo(1);
            assertThat(command(rig, "getNodeInfo").times().read().count()).isZero();
        }
    }

    @Test
    void whoWaitsInVainIsCountedAmongThoseWhoWait() {
        Duration patience = Duration.ofMillis(300);
        try (Origin node = Origin.holding("{}");
                Rig rig = Rig.start(setup.withQueueTimeout(patience), Setup.node(node.port(), 1, 1));
                Wire first = rig.client();
                Wire second = rig.client()) {
            first.post("{\"command\":\"getNodeInfo\"}");
            Await.until("the node is busy", () -> rig.inFlight() == 1);
            ask(second, "{\"command\":\"getNodeInfo\"}", 503);
            assertThat(rig.pool(Setup.POOL).waits().read().count()).isEqualTo(2);
            assertThat(rig.pool(Setup.POOL).waits().read().percentile(100)).isGreaterThanOrEqualTo(patience.toNanos());
        }
    }

    @Test
    void loopsSayHowLateTheyAre() {
        try (Rig rig = Rig.start(setup, Setup.node(1, 1, 1))) {
            assertThat(rig.status().loops()).hasSize(setup.workers());
            Await.until(
                    "each loop has looked",
                    () -> rig.status().loops().stream()
                            .allMatch(loop -> loop.lags().read().count() > 1 && loop.threadId() > 0));
        }
    }
}
