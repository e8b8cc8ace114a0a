package org.irilb.server.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.irilb.server.health.HealthRig.APPROVE;
import static org.irilb.server.health.HealthRig.INFO;
import static org.irilb.server.health.HealthRig.LASTING;
import static org.irilb.server.health.HealthRig.comeBack;
import static org.irilb.server.health.HealthRig.settings;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.Wire;
import org.irilb.core.metrics.BalancerStatus.ServerStatus;
import org.irilb.core.metrics.Counter;
import org.irilb.core.metrics.EvidenceStatus;
import org.irilb.health.passive.EjectionRules;
import org.irilb.server.config.HealthSettings.Trust;
import org.irilb.server.demo.SimulatedNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Nodes that fail requests or flap, with real sockets. */
@Execution(ExecutionMode.CONCURRENT)
class EjectedNodesTest {

    private final HealthRig rig = new HealthRig();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void aNodeThatSaysThatItIsNotReadyIsOutWithinThreeRequests() {
        SimulatedNode ready = rig.node();
        SimulatedNode behind = rig.node();
        behind.change(traits -> traits.withMilestones(30, 5));
        rig.over(settings(Trust.CONSUL, LASTING), ready, behind);
        try (Wire client = rig.client()) {
            int refused = 0;
            for (int i = 0; refused < 3; i++) {
                assertThat(i).isLessThan(20);
                refused += client.post(APPROVE).readAnswer().status() == 400 ? 1 : 0;
            }
            rig.await("DOWN", behind);

            Await.until(
                    "20 in a row are served",
                    () -> IntStream.range(0, 20)
                            .allMatch(i -> client.post(APPROVE).readAnswer().status() == 200));
        }
        assertThat(rig.server(behind).reason()).isEqualTo("3 answers say that the node is not ready");
    }

    @Test
    void nodesThatBreakOffAreOutUnlessMostDo() {
        SimulatedNode first = rig.node();
        SimulatedNode second = rig.node();
        SimulatedNode third = rig.node();
        rig.over(settings(Trust.CONSUL, LASTING), first, second, third);
        first.goAway();
        rig.askUntil(first, "DOWN");
        assertThat(rig.server(first).reason()).isEqualTo("5 requests in a row failed, the last one: no connection");

        second.goAway();

        rig.askUntil(first, "UP");
        assertThat(rig.servers()).allMatch(ServerStatus::usable);
    }

    /** What clients do wrong: commands that nobody knows, without their parameters, or not for them. */
    private static final String[] INVALID = {
        "\"The subtangle has not been updated yet\"", "\"getBalances\"", "\"attachToTangle\"", "\"getNeighbors\""
    };

    /** Requests that are sent before the answers are read. */
    private static final int TOGETHER = 50;

    private static String request(String command) {
        String body = "{\"command\":" + command + "}";
        return "POST / HTTP/1.1\r\nHost: lb\r\nX-IOTA-API-Version: 1\r\nContent-Length: " + body.length() + "\r\n\r\n"
                + body;
    }

    @Test
    void tenThousandInvalidRequestsOfClientsTakeNobodyOut() {
        SimulatedNode node = rig.node();
        SimulatedNode other = rig.node();
        rig.over(settings(Trust.CONSUL, LASTING), node, other);
        Map<Integer, Integer> statuses = new TreeMap<>();
        try (Wire client = rig.client()) {
            for (String command : INVALID) {
                for (int i = 0; i < 2_500 / TOGETHER; i++) {
                    client.send(request(command).repeat(TOGETHER));
                    for (int answers = 0; answers < TOGETHER; answers++) {
                        statuses.merge(client.readAnswer().status(), 1, Integer::sum);
                    }
                }
            }
        }

        assertThat(statuses.keySet()).isEqualTo(Set.of(400, 401, 500));
        assertThat(statuses.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(10_000);
        assertThat(rig.servers()).allMatch(ServerStatus::usable);
        assertThat(rig.servers()).allSatisfy(server -> {
            assertThat(server.health().evidence()).isEqualTo(EvidenceStatus.NONE);
            assertThat(server.counters().sum(Counter.NODE_FAULTS)).isZero();
        });
    }

    private static EjectionRules rules(int failures, int flaps, Duration hold, int maxPercent, int panicPercent) {
        return new EjectionRules(
                failures, 0, Duration.ofMinutes(5), flaps, hold, Duration.ofMinutes(5), maxPercent, panicPercent);
    }

    @Test
    void noMoreAreOutThanTheirPoolMayLose() {
        SimulatedNode first = rig.node();
        SimulatedNode second = rig.node();
        rig.over(
                settings(Trust.CONSUL, rules(5, 0, Duration.ofMinutes(5), 25, 0)),
                first,
                second,
                rig.node(),
                rig.node());
        first.goAway();
        rig.askUntil(first, "DOWN");

        second.goAway();
        try (Wire client = rig.client()) {
            Await.until("it is guilty, too", () -> {
                client.post(INFO).readAnswer();
                return rig.server(second).health().evidence().isGuilty();
            });
        }

        assertThat(rig.server(second).health().evidence().isOut()).isFalse();
        assertThat(rig.server(second).status()).isEqualTo("UP");
        assertThat(rig.server(first).status()).isEqualTo("DOWN");
    }

    @Test
    void aNodeThatFlapsStaysOutThoughItsChecksPass() {
        SimulatedNode steady = rig.node();
        SimulatedNode flapping = rig.node();
        rig.over(settings(Trust.BOTH, rules(0, 2, Duration.ofMinutes(5), 50, 50)), steady, flapping);
        rig.await("UP", flapping);
        flapping.goAway();
        rig.await("DOWN", flapping);
        comeBack(flapping);
        rig.await("UP", flapping);

        flapping.goAway();
        Await.until("it is down again", () -> !rig.health(flapping).isUp());
        comeBack(flapping);
        Await.until("its checks pass", () -> rig.health(flapping).word().equals("UP"));

        Await.until(
                "and yet it is out",
                () -> rig.server(flapping).reason().equals("its checks took it down 2 times lately"));
        assertThat(rig.server(flapping).status()).isEqualTo("DOWN");
        assertThat(rig.server(flapping).health().evidence().holdLeft()).isPositive();
        assertThat(rig.health(flapping).outages().downs()).isEqualTo(2);
    }

    @Test
    void aNodeThatComesBackStartsSlowly() {
        rig.startSlowly(Duration.ofMinutes(5));
        SimulatedNode steady = rig.node();
        SimulatedNode ejected = rig.node();
        rig.over(settings(Trust.CONSUL, rules(5, 0, Duration.ofMillis(100), 50, 50)), steady, ejected);
        ejected.goAway();
        rig.askUntil(ejected, "DOWN");

        comeBack(ejected);
        rig.await("UP", ejected);

        assertThat(rig.server(ejected).sharePercent()).isLessThan(50);
        int before = ejected.received("getBalances");
        try (Wire client = rig.client()) {
            for (int i = 0; i < 200; i++) {
                client.post("{\"command\":\"getBalances\"}").readAnswer();
            }
        }
        assertThat(ejected.received("getBalances") - before).isLessThan(50);
        assertThat(steady.received("getBalances")).isGreaterThan(150);
    }
}
