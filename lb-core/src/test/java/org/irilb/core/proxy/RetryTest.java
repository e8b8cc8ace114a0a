package org.irilb.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.irilb.core.LoadBalancer;
import org.irilb.core.config.CommandClass;
import org.irilb.core.config.CommandProfile;
import org.irilb.core.config.CommandRules;
import org.irilb.core.config.NodeConfig;
import org.irilb.core.config.RetryRule;
import org.irilb.core.config.WorkLimits;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Rig;
import org.irilb.core.kit.Setup;
import org.irilb.core.kit.Wire;
import org.irilb.core.metrics.BalancerStatus.PoolStatus;
import org.irilb.core.metrics.Counter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class RetryTest {

    private static final String NODE_INFO = "{\"command\":\"getNodeInfo\"}";

    /** Connections to it are refused. */
    private static final NodeConfig NOBODY = Setup.node(1, 1, 100);

    /** Closes its first connection when the second request on it has come; all later ones it serves. */
    private static Origin closingUnderASecondRequest() {
        return Origin.playing((wire, origin) -> {
            boolean first = origin.connections() == 1;
            while (true) {
                origin.next(wire);
                origin.done();
                if (first && origin.requests().size() == 2) {
                    return;
                }
                wire.send(Origin.ok("{}"));
            }
        });
    }

    private static LoadBalancer over(Origin... nodes) {
        return over(Setup.standard(), nodes);
    }

    private static LoadBalancer over(Setup setup, Origin... nodes) {
        LoadBalancer balancer = LoadBalancer.start(setup.withWorkers(1).config());
        balancer.updateNodes(List.of(nodes).stream()
                .map(node -> Setup.node(node.port(), 1, 100))
                .toList());
        Await.until("the nodes are known", () -> balancer.status().snapshotVersion() == 2);
        return balancer;
    }

    private static PoolStatus pool(LoadBalancer balancer, String name) {
        return balancer.status().pools().stream()
                .filter(pool -> pool.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aKeptConnectionThatItsNodeClosesUnderARequestCostsTheClientNothing() {
        try (Origin node = closingUnderASecondRequest();
                LoadBalancer balancer = over(node);
                Wire client = Wire.connect(balancer.address(Setup.LISTENER))) {
            assertThat(client.post(NODE_INFO).readAnswer().status()).isEqualTo(200);
            assertThat(client.post(NODE_INFO).readAnswer().status()).isEqualTo(200);
            assertThat(node.requests()).hasSize(3);
            assertThat(node.connections()).isEqualTo(2);
            PoolStatus pool = pool(balancer, Setup.POOL);
            assertThat(pool.counters().sum(Counter.RETRIES)).isEqualTo(1);
            assertThat(pool.counters().sum(Counter.RESPONSE_ERRORS)).isZero();
        }
    }

    /** What may be sent again may go out on a kept connection, which its node closes here. */
    @ParameterizedTest
    @EnumSource(RetryRule.class)
    void whetherACommandIsSentAgainIsSaidByItsProfile(RetryRule rule) {
        CommandProfile profile = new CommandProfile("getThings", CommandClass.READ, "", rule, 1);
        CommandRules commands = new CommandRules(List.of(profile), false, List.of(), WorkLimits.NONE, List.of());
        Setup setup = Setup.standard();
        try (Origin node = closingUnderASecondRequest();
                LoadBalancer balancer = over(setup.with(setup.rules().with(commands)), node);
                Wire client = Wire.connect(balancer.address(Setup.LISTENER))) {
            for (int i = 0; i < 2; i++) {
                assertThat(client.post("{\"command\":\"GETthings\"}")
                                .readAnswer()
                                .status())
                        .isEqualTo(200);
            }
            assertThat(node.requests()).hasSize(rule == RetryRule.ANY_NODE ? 3 : 2);
            assertThat(node.connections()).isEqualTo(2);
        }
    }

    @Test
    void theOtherNodeIsTriedWhenThereIsOne() {
        try (Origin closing = closingUnderASecondRequest();
                Origin other = Origin.answering("{}");
                LoadBalancer balancer = over(closing, other);
                Wire client = Wire.connect(balancer.address(Setup.LISTENER))) {
            for (int i = 0; i < 3; i++) {
                assertThat(client.post(NODE_INFO).readAnswer().status()).isEqualTo(200);
            }
            assertThat(closing.requests()).hasSize(2);
            assertThat(other.requests()).hasSize(2);
            assertThat(pool(balancer, Setup.POOL).counters().sum(Counter.REDISPATCHES))
                    .isEqualTo(1);
        }
    }

    @Test
    void whatMustNotBeSentTwiceGoesOutOnAConnectionOfItsOwnAndOnce() {
        String body = "{\"command\":\"attachToTangle\"}";
        try (Origin node = Origin.playing((wire, origin) -> {
                    while (true) {
                        Wire.Message request = origin.next(wire);
                        origin.done();
                        if (request.body().equals(body)) {
                            return;
                        }
                        wire.send(Origin.ok("{}"));
                    }
                });
                LoadBalancer balancer = over(node);
                Wire client = Wire.connect(balancer.address(Setup.LISTENER))) {
            assertThat(client.post(NODE_INFO).readAnswer().status()).isEqualTo(200);
            assertThat(client.post(body).readAnswer().status()).isEqualTo(502);
            assertThat(node.requests()).hasSize(2);
            assertThat(node.connections()).isEqualTo(2);
        }
    }

    @Test
    void aConnectionThatNeverServedIsNoReasonForASecondTry() {
        try (Origin node = Origin.playing((wire, origin) -> {
                    origin.next(wire);
                    origin.done();
                });
                LoadBalancer balancer = over(node);
                Wire client = Wire.connect(balancer.address(Setup.LISTENER))) {
            assertThat(client.post(NODE_INFO).readAnswer().status()).isEqualTo(502);
            assertThat(node.requests()).hasSize(1);
        }
    }

    @Test
    void retriesStayWithinTheirBudget() {
        int clients = 10;
        int budget = 3;
        CountDownLatch arrived = new CountDownLatch(clients);
        CountDownLatch under = new CountDownLatch(clients);
        CountDownLatch refused = new CountDownLatch(1);
        try (Origin node = Origin.playing((wire, origin) -> {
                    boolean toClose = origin.next(wire).body().contains("first");
                    origin.done();
                    if (toClose) {
                        arrived.countDown();
                        await(arrived); // so that each has a connection of its own
                        wire.send(Origin.ok("{}"));
                        origin.next(wire);
                        origin.done();
                        under.countDown();
                        await(under);
                        return;
                    }
                    await(refused);
                    wire.send(Origin.ok("{}"));
                });
                LoadBalancer balancer = over(node)) {
            List<Wire> wires = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                wires.add(Wire.connect(balancer.address(Setup.LISTENER)));
            }
            wires.forEach(wire -> wire.post("{\"command\":\"getNodeInfo\",\"n\":\"first\"}"));
            wires.forEach(wire -> assertThat(wire.readAnswer().status()).isEqualTo(200));
            wires.forEach(wire -> wire.post(NODE_INFO));
            Await.until(
                    "all but the budget were refused",
                    () -> pool(balancer, Setup.POOL).counters().sum(Counter.RETRIES_OVER_BUDGET) == clients - budget);
            refused.countDown();
            List<Integer> statuses = wires.stream()
                    .map(wire -> wire.readAnswer().status())
                    .sorted()
                    .toList();
            assertThat(statuses).containsExactly(200, 200, 200, 502, 502, 502, 502, 502, 502, 502);
            wires.forEach(Wire::close);
        }
    }

    @Test
    void whoHasTriedMoreOftenThanIsAllowedByNowGivesUp() {
        Setup setup = Setup.standard().withConnectTimeout(Duration.ofMillis(100));
        try (Rig rig = Rig.start(setup.withRetries(100), NOBODY);
                Wire client = rig.client()) {
            client.post(NODE_INFO);
            Await.until("it was tried again and again", () -> rig.counted(Counter.RETRIES) > 2);

            rig.change(setup.withRetries(1));

            assertThat(client.readAnswer().status()).isEqualTo(503);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
