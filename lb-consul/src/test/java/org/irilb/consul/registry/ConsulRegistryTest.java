package org.irilb.consul.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.irilb.consul.api.ConsulAccess;
import org.irilb.consul.api.ConsulAddress;
import org.irilb.consul.api.ConsulTls;
import org.irilb.consul.api.ConsulToken;
import org.irilb.consul.definition.CheckDefinition;
import org.irilb.consul.definition.NodeChange;
import org.irilb.consul.kit.ConsulAgent;
import org.irilb.core.config.NodeConfig;
import org.irilb.core.config.PowRole;
import org.irilb.core.config.ServiceState;
import org.irilb.core.kit.Await;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** With a real Consul. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("the agent of ConsulRegistryTest") // else its tests would run beside each other
final class ConsulRegistryTest {

    private static final String ID = "127.0.0.1:1";

    private static ConsulAgent agent;

    private NodeRegistry registry;

    @BeforeAll
    static void startConsul() {
        agent = ConsulAgent.start();
    }

    @AfterAll
    static void stopConsul() {
        if (agent != null) {
            agent.close();
        }
    }

    @BeforeEach
    void open() {
        registry = ConsulRegistry.open(ConsulAccess.to(ConsulAddress.parse(agent.address())), "iri");
    }

    @AfterEach
    void cleanUp() {
        registry.close();
        agent.deregister(ID);
        agent.deregister("x");
    }

    private static NodeChange at(String host, int port, Map<String, String> tags, Optional<CheckDefinition> check) {
        return new NodeChange(Optional.empty(), Optional.of(host), OptionalInt.of(port), tags, check);
    }

    private static NodeChange change(Map<String, String> tags) {
        return new NodeChange(Optional.empty(), Optional.empty(), OptionalInt.empty(), tags, Optional.empty());
    }

    private static Optional<CheckDefinition> port() {
        return Optional.of(new CheckDefinition(Optional.empty(), List.of(), "1s", "1s", "24h"));
    }

    private NodeConfig node() {
        return registry.nodes().stream()
                .filter(node -> node.id().equals(ID))
                .findFirst()
                .orElseThrow();
    }

    /** Consul takes an agent's changes over into its catalogue a moment later. */
    private void await(String what, java.util.function.Predicate<NodeConfig> condition) {
        Await.until(
                what,
                () -> registry.nodes().stream()
                        .filter(node -> node.id().equals(ID))
                        .anyMatch(condition));
    }

    @Test
    void aNodeIsAddedChangedAndRemoved() {
        registry.add(at("127.0.0.1", 1, Map.of("pow", "only", "maxconn", "7"), Optional.empty()));
        await("the new node", node -> node.pow() == PowRole.ONLY && node.maxInFlight() == 7);

        registry.update(ID, change(Map.of("weight", "4", "pow", "")));
        await("the change", node -> node.weight() == 4 && node.pow() == PowRole.NONE && node.maxInFlight() == 7);

        registry.remove(ID);
        Await.until("it is gone", () -> registry.nodes().isEmpty());
    }

    @Test
    void itsCheckIsRunAndOutlivesAChange() {
        registry.add(at("127.0.0.1", 1, Map.of(), port()));
        await("its port refuses", node -> node.state() != ServiceState.READY);

        registry.update(ID, change(Map.of("weight", "4")));
        await("the change", node -> node.weight() == 4);
        assertThat(node().state()).isNotEqualTo(ServiceState.READY);
        assertThat(agent.get("/v1/agent/checks")).contains(ID + "-port");
    }

    @Test
    void aNodeGoesOutOfServiceAndComesBack() {
        registry.add(at("127.0.0.1", 1, Map.of(), Optional.empty()));
        await("the new node", node -> node.state() == ServiceState.READY);

        registry.serve(ID, ServiceState.MAINT, "new disk, übermorgen & more");
        await("maintenance", node -> node.state() == ServiceState.MAINT);
        assertThat(node().reason()).contains("new disk, übermorgen & more");
        registry.serve(ID, ServiceState.DRAIN, "");
        await("drain", node -> node.state() == ServiceState.DRAIN);
        registry.serve(ID, ServiceState.READY, "");
        await("service", node -> node.state() == ServiceState.READY);
    }

    @Test
    void definitionFilesOfTheOldSystemAreTaken(@TempDir Path dir) throws IOException {
        Path file = dir.resolve("node.json");
        Files.writeString(file, """
                { "ID": "x", "Name": "iri", "tags": ["haproxy.maxconn=7", "haproxy.pow=true"],
                  "Address": "10.10.0.110", "Port": 15265, "EnableTagOverride": false,
                  "Check": { "id": "x-api", "name": "API x", "tcp": "127.0.0.1:1",
                    "Interval": "30s", "timeout": "5s", "DeregisterCriticalServiceAfter": "1m" } }
                """);

        assertThat(registry.load(file)).containsExactly("x");

        Await.until("it is there", () -> registry.nodes().stream().anyMatch(node -> node.maxInFlight() == 7));
        assertThat(agent.get("/v1/agent/checks")).contains("\"x-api\"");
    }

    @Test
    void aDefinitionOfAnotherServiceIsRefused(@TempDir Path dir) throws IOException {
        Path file = Files.writeString(dir.resolve("node.json"), "{ \"ID\": \"x\", \"Name\": \"web\", \"Port\": 1 }");

        assertThatThrownBy(() -> registry.load(file))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("'web' (expected: iri");
    }

    @Test
    void whatCannotBeDoneSaysWhatToDo() {
        assertThatThrownBy(() -> registry.remove("nobody"))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("nobody: no such node in " + agent.address());

        registry.add(at("127.0.0.1", 1, Map.of(), Optional.empty()));
        await("the new node", node -> true);
        assertThatThrownBy(() -> registry.add(at("127.0.0.1", 1, Map.of(), Optional.empty())))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("update changes one");

        try (NodeRegistry nobody =
                ConsulRegistry.open(ConsulAccess.to(ConsulAddress.parse("http://127.0.0.1:9")), "iri")) {
            assertThatThrownBy(nobody::nodes)
                    .isInstanceOf(RegistryException.class)
                    .hasMessageContaining("http://127.0.0.1:9")
                    .hasMessageContaining("--consul names another");
        }
    }

    @Test
    void anAgentThatRunsNoScriptsIsNotTakenForAbsent() {
        Optional<CheckDefinition> script =
                Optional.of(new CheckDefinition(Optional.of("node_check.sh"), List.of("-i"), "1s", "1s", "24h"));

        assertThatThrownBy(() -> registry.add(at("127.0.0.1", 1, Map.of(), script)))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("enable_script_checks")
                .hasMessageEndingWith("(expected: an agent that is set up for this, and finds its servers)");
    }

    @Test
    void aTokenThatMayNotWriteIsSaid() {
        try (ConsulAgent closed =
                ConsulAgent.start("\"acl\": { \"enabled\": true, \"default_policy\": \"deny\" },"); ) {
            String token = closed.bootstrapAcl();
            ConsulAddress address = ConsulAddress.parse(closed.address());
            try (NodeRegistry anonymous = ConsulRegistry.open(ConsulAccess.to(address), "iri")) {
                assertThatThrownBy(() -> anonymous.add(at("127.0.0.1", 1, Map.of(), Optional.empty())))
                        .isInstanceOf(RegistryException.class)
                        .hasMessageContaining("service:write for iri");
            }
            ConsulAccess known = new ConsulAccess(List.of(address), new ConsulToken.Literal(token), ConsulTls.STANDARD);
            try (NodeRegistry manager = ConsulRegistry.open(known, "iri")) {
                manager.add(at("127.0.0.1", 1, Map.of(), Optional.empty()));
                Await.until("it is there", () -> manager.nodes().size() == 1);
            }
        }
    }
}
