package org.irilb.server.health;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.irilb.core.LoadBalancer;
import org.irilb.core.config.NodeConfig;
import org.irilb.core.config.PoolConfig;
import org.irilb.core.config.Scheme;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.ConfigDraft;
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

/** A balancer over simulated nodes that it checks over real sockets. One thread's. */
final class HealthRig implements AutoCloseable {

    static final String INFO = "{\"command\":\"getNodeInfo\"}";
    static final String APPROVE = "{\"command\":\"getTransactionsToApprove\",\"depth\":3}";

    /** HAProxy's proportions, a hundred times as fast. */
    static final CheckPace PACE =
            new CheckPace(Duration.ofMillis(100), Duration.ofMillis(20), Duration.ofMillis(300), 2, 4);

    static final EjectionRules NO_EJECTIONS =
            new EjectionRules(0, 0, Duration.ofSeconds(1), 0, Duration.ofSeconds(1), Duration.ofSeconds(1), 0, 0);

    /** Ejections last longer than any test. */
    static final EjectionRules LASTING =
            new EjectionRules(5, 3, Duration.ofMinutes(5), 0, Duration.ofMinutes(5), Duration.ofMinutes(5), 50, 50);

    private final List<AutoCloseable> open = new ArrayList<>();
    private final LoadBalancer balancer =
            opened(LoadBalancer.start(Setup.standard().withWorkers(1).config()));

    <T extends AutoCloseable> T opened(T part) {
        open.add(0, part);
        return part;
    }

    static HealthSettings settings(Trust trust, EjectionRules ejections) {
        return settings(trust, ejections, Optional.empty());
    }

    static HealthSettings settings(Trust trust, EjectionRules ejections, Optional<Integer> agentPort) {
        return settings(trust, ejections, agentPort, PACE);
    }

    static HealthSettings settings(Trust trust, EjectionRules ejections, Optional<Integer> agentPort, CheckPace pace) {
        return new HealthSettings(
                trust,
                new CheckKind("info"),
                pace,
                Optional.of(Duration.ofSeconds(20)),
                5,
                false,
                agentPort,
                Duration.ofMillis(50),
                ejections);
    }

    SimulatedNode node() {
        return opened(SimulatedNode.start(Scheme.HTTP, NodeTraits.plain()));
    }

    /** Of weight 1, for 100 requests at a time. */
    static NodeConfig config(SimulatedNode node) {
        return Setup.node(node.port(), 1, 100);
    }

    HealthChecks over(HealthSettings settings, SimulatedNode... nodes) {
        return over(settings, Stream.of(nodes).map(HealthRig::config).toList());
    }

    HealthChecks over(HealthSettings settings, List<NodeConfig> nodes) {
        HealthChecks health = opened(HealthChecks.start(settings, balancer));
        long before = balancer.status().snapshotVersion();
        balancer.updateNodes(nodes);
        health.update(nodes);
        Await.until(
                "the nodes are known",
                () -> balancer.status().snapshotVersion() > before && servers().size() == nodes.size());
        return health;
    }

    /** Nodes that come back take their share little by little. */
    void startSlowly(Duration time) {
        balancer.changeConfig(config -> ConfigDraft.changed(
                config,
                draft -> draft.pools =
                        draft.pools.stream().map(pool -> slowly(pool, time)).toList()));
    }

    private static PoolConfig slowly(PoolConfig pool, Duration time) {
        return new PoolConfig(
                pool.name(), pool.members(), pool.balance(), pool.fullConnections(), pool.retries(), time);
    }

    LoadBalancer balancer() {
        return balancer;
    }

    /** Of the default pool. */
    List<ServerStatus> servers() {
        return balancer.status().pools().get(0).servers();
    }

    ServerStatus server(SimulatedNode node) {
        return servers().stream()
                .filter(server -> server.address().endsWith(":" + node.port()))
                .findFirst()
                .orElseThrow();
    }

    HealthStatus health(SimulatedNode node) {
        return server(node).health().checks().orElseThrow();
    }

    void await(String status, SimulatedNode node) {
        Await.until(status, () -> server(node).status().equals(status));
    }

    Wire client() {
        return Wire.connect(balancer.address(Setup.LISTENER));
    }

    /** Each request fails over to another node, so that clients notice nothing. */
    void askUntil(SimulatedNode node, String status) {
        Await.until(status, () -> {
            try (Wire client = client()) {
                client.post(INFO).readAnswer();
            }
            return server(node).status().equals(status);
        });
    }

    /** Its port may be the local one of a short connection meanwhile. */
    static void comeBack(SimulatedNode node) {
        Await.until("its port is free", () -> {
            try {
                node.comeBack();
                return true;
            } catch (UncheckedIOException taken) {
                return false;
            }
        });
    }

    @Override
    public void close() {
        for (AutoCloseable part : open) {
            try {
                part.close();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }
}
