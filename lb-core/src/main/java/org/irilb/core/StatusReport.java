package org.irilb.core;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.irilb.core.config.NodeConfig;
import org.irilb.core.config.ServiceState;
import org.irilb.core.guard.Rule;
import org.irilb.core.metrics.BalancerStatus.PoolStatus;
import org.irilb.core.metrics.BalancerStatus.ServerStatus;
import org.irilb.core.metrics.CommandStats;
import org.irilb.core.metrics.CommandStatus;
import org.irilb.core.metrics.Counter;
import org.irilb.core.metrics.Counters;
import org.irilb.core.metrics.HealthSource;
import org.irilb.core.metrics.HealthStatus;
import org.irilb.core.metrics.NodeHealth;
import org.irilb.core.metrics.Opinion;
import org.irilb.core.metrics.RefusalCount;
import org.irilb.core.pool.Member;
import org.irilb.core.pool.Node;
import org.irilb.core.pool.Pool;
import org.irilb.core.snapshot.Snapshot;

/** Reads a snapshot's pools out for those who look. Made for one look. */
final class StatusReport {

    private static final String STANDBY = "standby while nearer nodes serve";
    private static final String FADING = "fades out while nearer nodes serve again";

    private final Snapshot snapshot;
    private final Inputs inputs;
    private final HealthSource health;
    private final long nowNanos;
    private final Map<Node, Long> idle = new HashMap<>();
    private final Map<String, Integer> weights = new HashMap<>();

    /**
     * @param inputs what the snapshot was made of, or what the next one will be made of
     * @param health how nodes fare, by ID
     */
    StatusReport(Snapshot snapshot, Inputs inputs, HealthSource health, long nowNanos) {
        this.snapshot = snapshot;
        this.inputs = inputs;
        this.health = health;
        this.nowNanos = nowNanos;
        for (Pool pool : snapshot.pools()) {
            for (Member member : pool.members()) {
                idle.merge(member.node(), idle(member.stats().counters()), Long::sum);
            }
        }
        inputs.nodes().forEach(node -> weights.put(node.id(), node.weight()));
    }

    List<PoolStatus> pools() {
        return snapshot.pools().stream().map(this::pool).toList();
    }

    List<CommandStatus> commands() {
        return snapshot.ledger().all().stream().map(StatusReport::command).toList();
    }

    private static CommandStatus command(CommandStats stats) {
        List<RefusalCount> refusals = Stream.of(Rule.values())
                .map(rule -> new RefusalCount(rule.key(), stats.refusals(rule.ordinal())))
                .filter(refusal -> refusal.count() > 0)
                .toList();
        return new CommandStatus(stats.name(), stats.requests(), stats.failures(), refusals, stats.times());
    }

    /** A connection kept for one pool may be taken for another, so only a node's sum over all pools means something. */
    private static long idle(Counters counters) {
        return counters.open(Counter.CONNECTIONS_KEPT, Counter.CONNECTIONS_TAKEN);
    }

    private PoolStatus pool(Pool pool) {
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
                pool.state().waits(),
                pool.state().outages(nowNanos),
                pool.members().stream().map(member -> server(pool, member)).toList());
    }

    private ServerStatus server(Pool pool, Member member) {
        NodeConfig config = member.config();
        NodeHealth known = health.of(config.id());
        return new ServerStatus(
                config.id(),
                member.stats().id(),
                (config.host().indexOf(':') >= 0 ? "[" + config.host() + "]" : config.host()) + ":" + config.port(),
                status(config.state(), known),
                config.reason().isEmpty() ? distance(member) : config.reason(),
                config.zone(),
                member.usable(),
                config.weight(),
                weights.getOrDefault(config.id(), config.weight()),
                inputs.byHand(pool.config().name(), config.id()),
                pool.sharePercent(member, nowNanos),
                member.limit(),
                member.stats().sessions().current(),
                member.stats().sessions().highest(),
                Duration.ofNanos(nowNanos - member.stats().changedNanos()),
                member.stats().outages(nowNanos),
                (int) Math.max(0, idle.getOrDefault(member.node(), 0L)),
                member.node().failedInARow(),
                known,
                member.stats().counters(),
                member.stats().timings());
    }

    /** What its distance has to do with how much it gets. */
    private static String distance(Member member) {
        if (member.isStandby()) {
            return STANDBY;
        }
        return member.isFading() ? FADING : "";
    }

    /**
     * The state that the loops work with; how far its checks have got towards the other is told if they agree, and
     * whether its agent wants it so.
     */
    private static String status(ServiceState state, NodeHealth health) {
        Optional<HealthStatus> checks = health.checks();
        return switch (state) {
            case READY ->
                checks.filter(HealthStatus::isUp).map(HealthStatus::word).orElse("UP");
            case DRAIN -> "DRAIN" + byAgent(state, health);
            case MAINT -> "MAINT";
            case DOWN ->
                checks.filter(status -> !status.isUp()).map(HealthStatus::word).orElse("DOWN" + byAgent(state, health));
        };
    }

    private static String byAgent(ServiceState state, NodeHealth health) {
        return health.opinions().stream()
                        .filter(opinion -> opinion.state() == state)
                        .findFirst()
                        .filter(opinion -> opinion.holder() == Opinion.Holder.AGENT)
                        .isPresent()
                ? " (agent)"
                : "";
    }
}
