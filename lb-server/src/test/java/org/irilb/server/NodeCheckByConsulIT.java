package org.irilb.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.irilb.consul.ConsulSettings;
import org.irilb.consul.ConsulSource;
import org.irilb.consul.api.ConsulAccess;
import org.irilb.consul.api.ConsulAddress;
import org.irilb.consul.kit.ConsulAgent;
import org.irilb.core.LoadBalancer;
import org.irilb.core.config.Scheme;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.Setup;
import org.irilb.core.kit.Wire;
import org.irilb.core.metrics.BalancerStatus.ServerStatus;
import org.irilb.server.demo.NodeTraits;
import org.irilb.server.demo.SimulatedNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A real Consul checks simulated nodes, by the shipped script or by HTTP, and the balancer follows it. */
@Execution(ExecutionMode.CONCURRENT)
class NodeCheckByConsulIT {

    private static final Path SCRIPT =
            Path.of("..", "config", "node_check.sh").toAbsolutePath().normalize();

    private static String id(SimulatedNode node) {
        return "127.0.0.1:" + node.port();
    }

    /** As operators have it in their files, but that the script is told where jar and Java are. */
    private static void register(ConsulAgent consul, SimulatedNode node, String... options) {
        Stream<String> told = Stream.of(
                "/usr/bin/env",
                "LB_SERVER_JAR=" + System.getProperty("lb-server.jar"),
                "PATH=" + System.getProperty("java.home") + "/bin:/usr/bin:/bin");
        Stream<String> script = Stream.of(SCRIPT.toString(), "-a", "http://" + id(node), "-t", "20", "-w", "20s");
        String args = Stream.of(told, script, Stream.of(options))
                .flatMap(words -> words)
                .map(word -> '"' + word + '"')
                .collect(Collectors.joining(", "));
        consul.register("""
                { "ID": "%1$s", "Name": "iri", "tags": ["haproxy.maxconn=7", "haproxy.pow=true"],
                  "Address": "127.0.0.1", "Port": %2$d, "EnableTagOverride": false,
                  "Check": { "CheckID": "%1$s-pow", "name": "API %1$s", "args": [%3$s],
                    "Interval": "1s", "timeout": "40s", "DeregisterCriticalServiceAfter": "1h" } }
                """.formatted(id(node), node.port(), args));
    }

    /** Whom Consul asks by HTTP asks the node. */
    private static void registerByHttp(ConsulAgent consul, SimulatedNode node, String web) {
        consul.register("""
                { "ID": "%1$s", "Name": "iri", "tags": ["haproxy.maxconn=7"], "Address": "127.0.0.1", "Port": %2$d,
                  "Check": { "CheckID": "%1$s-api", "name": "API %1$s",
                    "HTTP": "http://%3$s/node-check?a=http://%1$s&t=20&w=20s",
                    "Interval": "1s", "timeout": "40s", "DeregisterCriticalServiceAfter": "1h" } }
                """.formatted(id(node), node.port(), web));
    }

    private static int ask(InetSocketAddress balancer) {
        try (Wire client = Wire.connect(balancer)) {
            return client.post("{\"command\":\"getNodeInfo\"}").readAnswer().status();
        }
    }

    @Test
    void consulMayAskTheBalancerInsteadOfRunningAProcess(@TempDir Path dir) throws IOException {
        try (ConsulAgent consul = ConsulAgent.start();
                SimulatedNode node = SimulatedNode.start(Scheme.HTTP, NodeTraits.plain())) {
            Files.createDirectory(dir.resolve("config"));
            Files.writeString(dir.resolve("config/lb.yml"), """
                    listeners: [{ name: iri_front, bind: "127.0.0.1:0" }]
                    admin: { socket: null, web: "127.0.0.1:0" }
                    health: { trust: consul }
                    nodes: { consul: { address: "%s" } }
                    """.formatted(consul.address()));
            try (Launched jar = Launched.start(dir)) {
                String web = jar.await("statistics and metrics are at http://(127\\.0\\.0\\.1:\\d+)");
                InetSocketAddress address = new InetSocketAddress(
                        "127.0.0.1", Integer.parseInt(jar.await("iri_front listens on 127\\.0\\.0\\.1:(\\d+)")));
                registerByHttp(consul, node, web);
                await("the node serves", () -> ask(address) == 200);

                node.change(traits -> traits.withNeighbors(1));
                await("the node is out", () -> ask(address) == 503);
                await(
                        "and Consul knows why",
                        () -> consul.get("/v1/health/service/iri")
                                .contains("CRITICAL: neighbors: 1 (expected: 2 or more)"));

                node.change(traits -> traits.withNeighbors(2));
                await("the node serves again", () -> ask(address) == 200);
                jar.signal("TERM");
                assertThat(jar.exitCode()).isZero();
            }
        }
    }

    private static Optional<ServerStatus> server(LoadBalancer balancer, SimulatedNode node) {
        return balancer.status().pools().get(0).servers().stream()
                .filter(server -> server.name().equals(id(node)))
                .findFirst();
    }

    private static boolean isUp(LoadBalancer balancer, SimulatedNode node) {
        return server(balancer, node).filter(ServerStatus::usable).isPresent();
    }

    private static String reason(LoadBalancer balancer, SimulatedNode node) {
        return server(balancer, node).map(ServerStatus::reason).orElse("");
    }

    /** A JVM a second for each node, and this machine may have other work. */
    private static void await(String what, BooleanSupplier condition) {
        assertThat(Await.upTo(Duration.ofMinutes(2), condition)).as(what).isTrue();
    }

    @Test
    void theBalancerFollowsNodesThatFailAndHeal() {
        assertThat(Files.isExecutable(SCRIPT)).isTrue();
        try (ConsulAgent consul = ConsulAgent.start("\"enable_script_checks\": true,");
                SimulatedNode limited = SimulatedNode.start(Scheme.HTTP, NodeTraits.plain());
                SimulatedNode pow = SimulatedNode.start(Scheme.HTTP, NodeTraits.pow(Duration.ZERO));
                LoadBalancer balancer = LoadBalancer.start(Setup.standard().config());
                ConsulSource source = ConsulSource.start(
                        ConsulSettings.of(ConsulAccess.to(ConsulAddress.parse(consul.address())), "iri"),
                        balancer::updateNodes)) {
            assertThat(source).isNotNull();
            register(consul, limited);
            register(consul, pow, "-ip", "-m1.8.6");
            await("both nodes pass", () -> isUp(balancer, limited) && isUp(balancer, pow));

            limited.change(traits -> traits.withMilestones(9, 3));
            pow.change(traits -> NodeTraits.plain());
            await("both nodes fail", () -> !isUp(balancer, limited) && !isUp(balancer, pow));
            assertThat(reason(balancer, limited))
                    .endsWith("latestSolidSubtangleMilestoneIndex: 3, 6 behind the latest (expected: at most 1)");
            assertThat(reason(balancer, pow)).contains("attachToTangle: answered 401");

            limited.change(traits -> traits.withMilestones(9, 9));
            pow.change(traits -> NodeTraits.pow(Duration.ZERO));
            await("both nodes heal", () -> isUp(balancer, limited) && isUp(balancer, pow));

            limited.goAway();
            await("a node that is gone fails", () -> !isUp(balancer, limited) && isUp(balancer, pow));
            await( // it may have gone in the midst of a check
                    "nobody answers there", () -> reason(balancer, limited).endsWith("Connection refused"));
        }
    }
}
