package org.irilb.core;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.irilb.core.config.NodeConfig;
import org.irilb.core.config.ServiceState;
import org.irilb.core.metrics.BalancerStatus.PoolStatus;
import org.irilb.core.metrics.BalancerStatus.ServerStatus;
import org.irilb.core.metrics.Counter;
import org.irilb.core.metrics.Counters;
import org.irilb.core.metrics.HealthStatus;
import org.irilb.core.pool.Member;
import org.irilb.core.pool.Node;
import org.irilb.core.pool.Pool;
import org.irilb.core.snapshot.Snapshot;

/** Reads a snapshot's pools out for those who look. Stateless; any thread. */
final class StatusReport {

    private StatusReport() {}

    static List<PoolStatus> of(Snapshot snapshot, Function<String, Optional<HealthStatus>> health, long nowNanos) {
        Map<Node, Long> idle = new HashMap<>();
        for (Pool pool : snapshot.pools()) {
            for (Member member : pool.members()) {
                idle.merge(member.node(), idle(member.stats().counters()), Long::sum);
            }
        }
        return snapshot.pools().stream()
                .map(pool -> pool(pool, idle, health, nowNanos))
                .toList();
    }

    /** A connection kept for one pool may be taken for another, so only a node's sum over all pools means something. */
    private static long idle(Counters counters) {
        return counters.sum(Counter.CONNECTIONS_KEPT) - counters.sum(Counter.CONNECTIONS_TAKEN);
    }

    private static PoolStatus pool(
            Pool pool, Map<Node, Long> idle, Function<String, Optional<HealthStatus>> health, long nowNanos) {
        return new PoolStatus(
                pool.config().name(),
                pool.config().balance().name().toLowerCase(Locale.ROOT),
                pool.config().fullConnections(),
                pool.queued(),
                pool.queuedHighest(),
                pool.state().sessions().current(),
                pool.state().sessions().highest(),
                pool.state().counters(),
                pool.state().timings(),
                pool.members().stream()
                        .map(member -> server(
                                pool,
                                member,
                                idle.getOrDefault(member.node(), 0L),
                                health.apply(member.config().id()),
                                nowNanos))
                        .toList());
    }

    private static ServerStatus server(
            Pool pool, Member member, long idle, Optional<HealthStatus> health, long nowNanos) {
        NodeConfig config = member.config();
        return new ServerStatus(
                config.id(),
                member.stats().id(),
                (config.host().indexOf(':') >= 0 ? "[" + config.host() + "]" : config.host()) + ":" + config.port(),
                status(config.state(), health),
                config.reason(),
                member.usable(),
                config.weight(),
                pool.sharePercent(member, nowNanos),
                member.limit(),
                member.stats().sessions().current(),
                member.stats().sessions().highest(),
                Duration.ofNanos(nowNanos - member.stats().changedNanos()),
                (int) Math.max(0, idle),
                health,
                member.stats().counters(),
                member.stats().timings());
    }

    /** The state that the loops work with; how far its checks have got towards the other is told if they agree. */
    private static String status(ServiceState state, Optional<HealthStatus> health) {
        return switch (state) {
            case READY ->
                health.filter(HealthStatus::isUp).map(HealthStatus::word).orElse("UP");
            case DRAIN -> "DRAIN";
            case MAINT -> "MAINT";
            case DOWN ->
                health.filter(checks -> !checks.isUp()).map(HealthStatus::word).orElse("DOWN");
        };
    }
}
