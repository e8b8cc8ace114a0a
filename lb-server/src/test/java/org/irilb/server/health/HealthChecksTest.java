package org.irilb.server.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.irilb.server.health.HealthRig.INFO;
import static org.irilb.server.health.HealthRig.NO_EJECTIONS;
import static org.irilb.server.health.HealthRig.comeBack;
import static org.irilb.server.health.HealthRig.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.irilb.consul.directory.DirectorySource;
import org.irilb.core.config.NodeConfig;
import org.irilb.core.config.ServiceState;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.DeadPort;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Setup;
import org.irilb.core.kit.Wire;
import org.irilb.server.config.HealthSettings.Trust;
import org.irilb.server.demo.SimulatedNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A balancer over simulated nodes that fail and heal, checked with real sockets. */
@Execution(ExecutionMode.CONCURRENT)
class HealthChecksTest {

    private final HealthRig rig = new HealthRig();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void aNodeThatFailsItsChecksIsDownUntilItPassesThem() {
        SimulatedNode healthy = rig.node();
        SimulatedNode failing = rig.node();
        rig.over(settings(Trust.BOTH, NO_EJECTIONS), healthy, failing);
        Await.until(
                "both have passed",
                () -> rig.server(healthy).health().checks().isPresent()
                        && rig.health(healthy).code().equals("L7OK")
                        && rig.server(failing).health().checks().isPresent()
                        && rig.health(failing).code().equals("L7OK"));

        failing.goAway();
        rig.await("DOWN", failing);
        assertThat(rig.health(failing).code()).isEqualTo("L4CON");
        assertThat(rig.health(failing).failed()).isGreaterThanOrEqualTo(4);
        assertThat(rig.health(failing).outages().downs()).isOne();
        assertThat(rig.server(failing).reason())
                .startsWith("L4CON connecting to 127.0.0.1:")
                .endsWith("Connection refused");
        try (Wire client = rig.client()) {
            for (int i = 0; i < 10; i++) {
                assertThat(client.post(INFO).readAnswer().status()).isEqualTo(200);
            }
        }

        comeBack(failing);
        rig.await("UP", failing);
        assertThat(rig.health(failing).code()).isEqualTo("L7OK");
        assertThat(rig.health(failing).httpCode()).isEqualTo(200);
    }

    @Test
    void aNodeInADirectoryIsCheckedAsItsFileSays(@TempDir Path directory) throws IOException {
        SimulatedNode node = rig.node();
        String definition = """
                { "ID": "127.0.0.1:%1$d", "Name": "iri", "Address": "127.0.0.1", "Port": %1$d,
                  "Check": { "args": ["/scripts/node_check.sh", "-a", "http://127.0.0.1:%1$d", "-i", "-n", "NEIGHBORS"],
                    "Interval": "50ms", "timeout": "20s" } }
                """.formatted(node.port());
        Files.writeString(directory.resolve("a.json"), definition.replace("NEIGHBORS", "9"));
        HealthChecks health = rig.opened(HealthChecks.start(settings(Trust.BOTH, NO_EJECTIONS), rig.balancer()));
        rig.opened(DirectorySource.startWithChecks(directory, (nodes, checks) -> {
            rig.balancer().updateNodes(nodes);
            health.update(nodes, checks);
        }));

        Await.until(
                "it is down",
                () -> !rig.servers().isEmpty() && rig.server(node).status().equals("DOWN"));
        assertThat(rig.server(node).reason()).isEqualTo("L7RSP neighbors: 5 (expected: 9 or more)");

        Files.writeString(directory.resolve("a.json"), definition.replace("NEIGHBORS", "5"));
        rig.await("UP", node);
    }

    @Test
    void aNodeServesOnlyIfItsSourceAgrees() {
        SimulatedNode node = rig.node();
        HealthChecks health = rig.over(settings(Trust.BOTH, NO_EJECTIONS), node);
        rig.await("UP", node);

        List<NodeConfig> serving = List.of(HealthRig.config(node));
        List<NodeConfig> maintained = List.of(Setup.in(ServiceState.MAINT, serving.get(0)));
        rig.balancer().updateNodes(maintained);
        health.update(maintained);
        rig.await("MAINT", node);
        Await.until("it is left alone", () -> rig.server(node).health().checks().isEmpty());
        int asked = node.received("getNodeInfo");

        rig.balancer().updateNodes(serving);
        health.update(serving);
        Await.until("it is asked again", () -> node.received("getNodeInfo") > asked);
        rig.await("UP", node);
    }

    @Test
    void whereOnlyConsulIsTrustedNobodyIsAsked() {
        SimulatedNode node = rig.node();
        rig.over(settings(Trust.CONSUL, NO_EJECTIONS), node);
        node.goAway();
        comeBack(node);
        try (Wire client = rig.client()) {
            client.post(INFO).readAnswer();
        }

        assertThat(rig.server(node).health().checks()).isEmpty();
        assertThat(rig.server(node).status()).isEqualTo("UP");
        assertThat(node.received("getNodeInfo")).isOne();
    }

    @Test
    void aNodeBehindTheOthersIsOutWhateverItSaysOfItself() {
        SimulatedNode first = rig.node();
        SimulatedNode second = rig.node();
        SimulatedNode behind = rig.node();
        first.change(traits -> traits.withMilestones(100, 100));
        second.change(traits -> traits.withMilestones(100, 100));
        rig.over(settings(Trust.BOTH, NO_EJECTIONS), first, second, behind);

        Await.until("it is out", () -> !rig.server(behind).usable());
        assertThat(rig.server(behind).reason()).isEqualTo("milestone 3, 97 behind other nodes (expected: at most 5)");
        assertThat(rig.server(behind).health().facts().orElseThrow().lag()).hasValue(97);
        assertThat(rig.server(first).health().facts().orElseThrow().appVersion())
                .isEqualTo("1.8.6");

        behind.change(traits -> traits.withMilestones(100, 99));
        rig.await("UP", behind);
    }

    @Test
    void anAgentSaysHowMuchItsNodeTakes() {
        AtomicReference<String> says = new AtomicReference<>("50% maxconn:3\n");
        SimulatedNode node = rig.node();
        try (Origin agent = Origin.playing((wire, origin) -> wire.send(says.get()))) {
            rig.over(
                    settings(Trust.CONSUL, NO_EJECTIONS, Optional.of(agent.port())),
                    List.of(Setup.node(node.port(), 7, 100)));

            Await.until(
                    "half its weight",
                    () -> !rig.servers().isEmpty() && rig.server(node).weight() == 4);
            assertThat(rig.server(node).limit()).isEqualTo(3);
            says.set("drain # new disk\n");
            rig.await("DRAIN (agent)", node);
            assertThat(rig.server(node).reason()).isEqualTo("agent: drain (new disk)");
            assertThat(rig.server(node).health().agent().orElseThrow().text())
                    .isEqualTo("via agent : drain (new disk)");
            says.set("down\r\n");
            rig.await("DOWN (agent)", node);
            says.set("up ready 100% maxconn:0");
            rig.await("UP", node);
            assertThat(rig.server(node).weight()).isEqualTo(7);
            assertThat(rig.server(node).limit()).isEqualTo(100);
        }
    }

    private static NodeConfig withAgent(SimulatedNode node, int port) {
        NodeConfig usual = HealthRig.config(node);
        return new NodeConfig(
                usual.id(),
                usual.host(),
                usual.port(),
                usual.scheme(),
                usual.verify(),
                usual.clientCertificate(),
                port,
                usual.weight(),
                usual.maxInFlight(),
                usual.maxPowInFlight(),
                usual.pow(),
                usual.state(),
                usual.reason(),
                usual.zone());
    }

    @Test
    void eachNodeMayHaveAnAgentOfItsOwn() {
        SimulatedNode first = rig.node();
        SimulatedNode second = rig.node();
        try (Origin drains = Origin.playing((wire, origin) -> wire.send("drain\n"));
                Origin usual = Origin.playing((wire, origin) -> wire.send("maxconn:7\n"))) {
            rig.over(
                    settings(Trust.CONSUL, NO_EJECTIONS, Optional.of(usual.port())),
                    List.of(withAgent(first, drains.port()), withAgent(second, 0)));

            rig.await("DRAIN (agent)", first);
            Await.until("the other agent is heard", () -> rig.server(second).limit() == 7);
            assertThat(rig.server(second).status()).isEqualTo("UP");
        }
    }

    @Test
    void anAgentThatIsNotThereIsToldOfAndChangesNothing() {
        SimulatedNode node = rig.node();
        try (DeadPort dead = new DeadPort()) {
            rig.over(settings(Trust.CONSUL, NO_EJECTIONS), List.of(withAgent(node, dead.port())));

            Await.until(
                    "it was asked",
                    () -> rig.server(node)
                            .health()
                            .agent()
                            .filter(agent -> agent.code().equals("L4CON"))
                            .isPresent());
            assertThat(rig.server(node).health().agent().orElseThrow().text()).isEqualTo("Connection refused");
            assertThat(rig.server(node).status()).isEqualTo("UP");
        }
    }

    @Test
    void allChecksOfADefinitionHaveToPass(@TempDir Path directory) throws IOException {
        SimulatedNode node = rig.node();
        Files.writeString(directory.resolve("a.json"), """
                { "ID": "127.0.0.1:%1$d", "Name": "iri", "Address": "127.0.0.1", "Port": %1$d, "Checks": [
                  { "TCP": "127.0.0.1:%1$d", "Interval": "20ms" },
                  { "args": ["node_check.sh", "-a", "http://127.0.0.1:%1$d", "-t", "20", "-w", "20s"], "Interval": "20ms" }
                ] }
                """.formatted(node.port()));
        HealthChecks health = rig.opened(HealthChecks.start(settings(Trust.BOTH, NO_EJECTIONS), rig.balancer()));
        rig.opened(DirectorySource.startWithChecks(directory, (nodes, checks) -> {
            rig.balancer().updateNodes(nodes);
            health.update(nodes, checks);
        }));
        Await.until(
                "it is up",
                () -> !rig.servers().isEmpty() && rig.server(node).status().equals("UP"));

        node.change(traits -> traits.withNeighbors(1));
        rig.await("DOWN", node);
        assertThat(rig.server(node).reason()).isEqualTo("L7RSP neighbors: 1 (expected: 2 or more)");

        node.change(traits -> traits.withNeighbors(2));
        rig.await("UP", node);
    }
}
