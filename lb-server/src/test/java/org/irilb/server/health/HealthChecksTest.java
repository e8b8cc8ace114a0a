package org.irilb.server.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.irilb.consul.directory.DirectorySource;
import org.irilb.core.LoadBalancer;
import org.irilb.core.config.NodeConfig;
import org.irilb.core.config.Scheme;
import org.irilb.core.config.ServiceState;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Setup;
import org.irilb.core.kit.Wire;
import org.irilb.core.metrics.BalancerStatus.ServerStatus;
import org.irilb.core.metrics.HealthStatus;
import org.irilb.health.active.CheckPace;
import org.irilb.health.passive.EjectionRules;
import org.irilb.server.config.CheckKind;
import org.irilb.server.config.HealthSettings;
import org.irilb.server.config.HealthSettings.Trust;
import org.irilb.server.demo.NodeTraits;
import org.irilb.server.demo.SimulatedNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A balancer over simulated nodes that fail and heal, checked with real sockets. */
class HealthChecksTest {

    private static final String INFO = "{\"command\":\"getNodeInfo\"}";
    private static final String APPROVE = "{\"command\":\"getTransactionsToApprove\",\"depth\":3}";

    /** HAProxy's proportions, a hundred times as fast. */
    private static final CheckPace PACE =
            new CheckPace(Duration.ofMillis(100), Duration.ofMillis(20), Duration.ofMillis(300), 2, 4);

    private final List<AutoCloseable> open = new ArrayList<>();
    private final LoadBalancer balancer =
            opened(LoadBalancer.start(Setup.standard().withWorkers(1).config()));
    private List<NodeConfig> configs = List.of();

    private <T extends AutoCloseable> T opened(T part) {
        open.add(0, part);
        return part;
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable part : open) {
            part.close();
        }
    }

    private static HealthSettings settings(Trust trust, EjectionRules ejections) {
        return settings(trust, ejections, Optional.empty());
    }

    private static HealthSettings settings(Trust trust, EjectionRules ejections, Optional<Integer> agentPort) {
        return new HealthSettings(
                trust,
                new CheckKind("info"),
                PACE,
                Optional.of(Duration.ofSeconds(20)),
                5,
                false,
                agentPort,
                Duration.ofMillis(50),
                ejections);
    }

    private static final EjectionRules NO_EJECTIONS =
            new EjectionRules(0, 0, Duration.ofSeconds(1), 0, Duration.ofSeconds(1), Duration.ofSeconds(1), 0, 0);

    /** Ejections last longer than any test. */
    private static final EjectionRules LASTING =
            new EjectionRules(5, 3, Duration.ofMinutes(5), 0, Duration.ofMinutes(5), Duration.ofMinutes(5), 50, 50);

    private SimulatedNode node() {
        return opened(SimulatedNode.start(Scheme.HTTP, NodeTraits.plain()));
    }

    private HealthChecks over(HealthSettings settings, SimulatedNode... nodes) {
        configs = Stream.of(nodes).map(node -> Setup.node(node.port(), 1, 100)).toList();
        HealthChecks health = opened(HealthChecks.start(settings, balancer));
        balancer.updateNodes(configs);
        health.update(configs);
        Await.until("the nodes are known", () -> servers().size() == nodes.length);
        return health;
    }

    private List<ServerStatus> servers() {
        return balancer.status().pools().get(0).servers();
    }

    private ServerStatus server(SimulatedNode node) {
        return servers().stream()
                .filter(server -> server.address().endsWith(":" + node.port()))
                .findFirst()
                .orElseThrow();
    }

    private HealthStatus health(SimulatedNode node) {
        return server(node).health().checks().orElseThrow();
    }

    private void await(String status, SimulatedNode node) {
        Await.until(status, () -> server(node).status().equals(status));
    }

    private Wire client() {
        return Wire.connect(balancer.address(Setup.LISTENER));
    }

    /** Its port may be the local one of a short connection meanwhile. */
    private static void comeBack(SimulatedNode node) {
        Await.until("its port is free", () -> {
            try {
                node.comeBack();
                return true;
            } catch (UncheckedIOException taken) {
                return false;
            }
        });
    }

    @Test
    void aNodeThatFailsItsChecksIsDownUntilItPassesThem() {
        SimulatedNode healthy = node();
        SimulatedNode failing = node();
        over(settings(Trust.BOTH, NO_EJECTIONS), healthy, failing);
        Await.until(
                "both have passed",
                () -> server(healthy).health().checks().isPresent()
                        && health(healthy).code().equals("L7OK")
                        && server(failing).health().checks().isPresent()
                        && health(failing).code().equals("L7OK"));

        failing.goAway();
        await("DOWN", failing);
        assertThat(health(failing).code()).isEqualTo("L4CON");
        assertThat(health(failing).failed()).isEqualTo(4);
        assertThat(health(failing).outages().downs()).isOne();
        assertThat(server(failing).reason())
                .startsWith("L4CON connecting to 127.0.0.1:")
                .endsWith("Connection refused");
        try (Wire client = client()) {
            for (int i = 0; i < 10; i++) {
                assertThat(client.post(INFO).readAnswer().status()).isEqualTo(200);
            }
        }

        comeBack(failing);
        await("UP", failing);
        assertThat(health(failing).code()).isEqualTo("L7OK");
        assertThat(health(failing).httpCode()).isEqualTo(200);
    }

    @Test
    void aNodeInADirectoryIsCheckedAsItsFileSays(@TempDir Path directory) throws IOException {
        SimulatedNode node = node();
        String definition = """
                { "ID": "127.0.0.1:%1$d", "Name": "iri", "Address": "127.0.0.1", "Port": %1$d,
                  "Check": { "args": ["/scripts/node_check.sh", "-a", "http://127.0.0.1:%1$d", "-i", "-n", "NEIGHBORS"],
                    "Interval": "50ms", "timeout": "20s" } }
                """.formatted(node.port());
        Files.writeString(directory.resolve("a.json"), definition.replace("NEIGHBORS", "9"));
        HealthChecks health = opened(HealthChecks.start(settings(Trust.BOTH, NO_EJECTIONS), balancer));
        opened(DirectorySource.startWithChecks(directory, (nodes, checks) -> {
            balancer.updateNodes(nodes);
            health.update(nodes, checks);
        }));

        Await.until(
                "it is down",
                () -> !servers().isEmpty() && server(node).status().equals("DOWN"));
        assertThat(server(node).reason()).isEqualTo("L7RSP neighbors: 5 (expected: 9 or more)");

        Files.writeString(directory.resolve("a.json"), definition.replace("NEIGHBORS", "5"));
        await("UP", node);
    }

    @Test
    void aNodeServesOnlyIfItsSourceAgrees() {
        SimulatedNode node = node();
        HealthChecks health = over(settings(Trust.BOTH, NO_EJECTIONS), node);
        await("UP", node);

        List<NodeConfig> maintained = List.of(Setup.in(ServiceState.MAINT, configs.get(0)));
        balancer.updateNodes(maintained);
        health.update(maintained);
        await("MAINT", node);
        Await.until("it is left alone", () -> server(node).health().checks().isEmpty());
        int asked = node.received("getNodeInfo");

        balancer.updateNodes(configs);
        health.update(configs);
        Await.until("it is asked again", () -> node.received("getNodeInfo") > asked);
        await("UP", node);
    }

    @Test
    void whereOnlyConsulIsTrustedNobodyIsAsked() {
        SimulatedNode node = node();
        over(settings(Trust.CONSUL, NO_EJECTIONS), node);
        node.goAway();
        comeBack(node);
        try (Wire client = client()) {
            client.post(INFO).readAnswer();
        }

        assertThat(server(node).health().checks()).isEmpty();
        assertThat(server(node).status()).isEqualTo("UP");
        assertThat(node.received("getNodeInfo")).isOne();
    }

    @Test
    void aNodeBehindTheOthersIsOutWhateverItSaysOfItself() {
        SimulatedNode first = node();
        SimulatedNode second = node();
        SimulatedNode behind = node();
        first.change(traits -> traits.withMilestones(100, 100));
        second.change(traits -> traits.withMilestones(100, 100));
        over(settings(Trust.BOTH, NO_EJECTIONS), first, second, behind);

        Await.until("it is out", () -> !server(behind).usable());
        assertThat(server(behind).reason()).isEqualTo("milestone 3, 97 behind other nodes (expected: at most 5)");
        assertThat(server(behind).health().facts().orElseThrow().lag()).hasValue(97);
        assertThat(server(first).health().facts().orElseThrow().appVersion()).isEqualTo("1.8.6");

        behind.change(traits -> traits.withMilestones(100, 99));
        await("UP", behind);
    }

    @Test
    void anAgentSaysHowMuchItsNodeTakes() {
        AtomicReference<String> says = new AtomicReference<>("50% maxconn:3\n");
        SimulatedNode node = node();
        try (Origin agent = Origin.playing((wire, origin) -> wire.send(says.get()))) {
            configs = List.of(Setup.node(node.port(), 7, 100));
            HealthChecks health = opened(
                    HealthChecks.start(settings(Trust.CONSUL, NO_EJECTIONS, Optional.of(agent.port())), balancer));
            balancer.updateNodes(configs);
            health.update(configs);

            Await.until(
                    "half its weight",
                    () -> !servers().isEmpty() && server(node).weight() == 4);
            assertThat(server(node).limit()).isEqualTo(3);
            says.set("drain # new disk\n");
            await("DRAIN (agent)", node);
            assertThat(server(node).reason()).isEqualTo("agent: drain (new disk)");
            says.set("down\r\n");
            await("DOWN (agent)", node);
            says.set("up ready 100% maxconn:0");
            await("UP", node);
            assertThat(server(node).weight()).isEqualTo(7);
            assertThat(server(node).limit()).isEqualTo(100);
        }
    }

    @Test
    void aNodeThatSaysThatItIsNotReadyIsOutWithinThreeRequests() {
        SimulatedNode ready = node();
        SimulatedNode behind = node();
        behind.change(traits -> traits.withMilestones(30, 5));
        over(settings(Trust.CONSUL, LASTING), ready, behind);
        try (Wire client = client()) {
            int refused = 0;
            for (int i = 0; refused < 3; i++) {
                assertThat(i).isLessThan(20);
                refused += client.post(APPROVE).readAnswer().status() == 400 ? 1 : 0;
            }
            await("DOWN", behind);

            Await.until(
                    "20 in a row are served",
                    () -> IntStream.range(0, 20)
                            .allMatch(i -> client.post(APPROVE).readAnswer().status() == 200));
        }
        assertThat(server(behind).reason()).isEqualTo("3 answers say that the node is not ready");
    }

    @Test
    void nodesThatBreakOffAreOutUnlessMostDo() {
        SimulatedNode first = node();
        SimulatedNode second = node();
        SimulatedNode third = node();
        over(settings(Trust.CONSUL, LASTING), first, second, third);
        first.goAway();
        askUntil(first, "DOWN");
        assertThat(server(first).reason()).isEqualTo("5 requests in a row failed, the last one: no connection");

        second.goAway();

        askUntil(first, "UP");
        assertThat(servers()).allMatch(ServerStatus::usable);
    }

    /** Each request fails over to another node, so that clients notice nothing. */
    private void askUntil(SimulatedNode node, String status) {
        Await.until(status, () -> {
            try (Wire client = client()) {
                client.post(INFO).readAnswer();
            }
            return server(node).status().equals(status);
        });
    }

    @Test
    void invalidRequestsOfClientsTakeNobodyOut() {
        SimulatedNode node = node();
        SimulatedNode other = node();
        over(settings(Trust.CONSUL, LASTING), node, other);
        Set<Integer> statuses = new HashSet<>();
        try (Wire client = client()) {
            for (int i = 0; i < 100; i++) {
                statuses.add(client.post("{\"command\":\"The subtangle has not been updated yet\"}")
                        .readAnswer()
                        .status());
                statuses.add(client.post("{\"command\":\"getBalances\"}")
                        .readAnswer()
                        .status());
                statuses.add(client.post("{\"command\":\"attachToTangle\"}")
                        .readAnswer()
                        .status());
            }
        }

        assertThat(statuses).contains(400, 500);
        assertThat(servers()).allMatch(ServerStatus::usable);
    }
}
