package org.irilb.core.snapshot;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.irilb.core.config.BalancerConfig;
import org.irilb.core.config.BasicAuthConfig;
import org.irilb.core.config.ByHand;
import org.irilb.core.config.Membership;
import org.irilb.core.config.NodeConfig;
import org.irilb.core.config.PoolConfig;
import org.irilb.core.config.ServerName;
import org.irilb.core.guard.BasicAuth;
import org.irilb.core.guard.Guard;
import org.irilb.core.guard.PasswordThreads;
import org.irilb.core.guard.Rule;
import org.irilb.core.guard.SourceTable;
import org.irilb.core.metrics.CommandStats;
import org.irilb.core.pool.Member;
import org.irilb.core.pool.Node;
import org.irilb.core.pool.Outside;
import org.irilb.core.pool.Part;
import org.irilb.core.pool.Pool;
import org.irilb.core.pool.PoolState;
import org.irilb.core.route.Routes;
import org.jspecify.annotations.Nullable;

/** Makes each snapshot from what was said last, and keeps the identities that they share. Control thread only. */
public final class SnapshotBuilder {

    private final int loops;
    private final Outside outside;
    private final Executor passwordThreads;
    private final Map<String, PoolState> states = new HashMap<>();
    private final NodeIdentities identities = new NodeIdentities();
    private final Map<String, CommandStats> commands = new HashMap<>();

    private Map<String, Node> nodes = Map.of();
    private OptionalLong dueNanos = OptionalLong.empty();
    private @Nullable SourceTable sources;
    private @Nullable BasicAuth basicAuth;
    private long version;

    /** @param loops how many loops will count */
    public SnapshotBuilder(int loops, Outside outside) {
        this(loops, outside, PasswordThreads.create());
    }

    /** @param passwordThreads where passwords are checked, see {@link BasicAuth} */
    public SnapshotBuilder(int loops, Outside outside, Executor passwordThreads) {
        this.loops = loops;
        this.outside = outside;
        this.passwordThreads = passwordThreads;
    }

    /** As {@link #build(BalancerConfig, List, Map, long)}, with nothing by hand. */
    public Snapshot build(BalancerConfig config, List<NodeConfig> nodeConfigs, long nowNanos) {
        return build(config, nodeConfigs, Map.of(), nowNanos);
    }

    /**
     * @param nodeConfigs IDs must be unique
     * @param byHand what operators have set of servers
     * @param nowNanos the time as {@link System#nanoTime()} tells it
     */
    public Snapshot build(
            BalancerConfig config, List<NodeConfig> nodeConfigs, Map<ServerName, ByHand> byHand, long nowNanos) {
        nodes = identities.of(nodeConfigs);
        List<Pool> pools = new ArrayList<>();
        for (PoolConfig pool : config.pools()) {
            pools.add(pool(pool, nodeConfigs, byHand, nowNanos));
        }
        List<String> names = config.pools().stream().map(PoolConfig::name).toList();
        states.keySet().retainAll(names);
        dueNanos = dueNanos(pools);
        List<String> routed = config.routes().stream()
                .flatMap(route -> route.commands().stream())
                .toList();
        return new Snapshot(
                ++version,
                config,
                pools,
                new Routes(config.routes(), names),
                new Guard(config.rules(), routed),
                sources(config.rules().abuse().table(), nowNanos),
                basicAuth(config.basicAuth().orElse(null)),
                this::command);
    }

    /** Names are told apart as {@link org.irilb.core.command.CommandTable} does. */
    private CommandStats command(String name) {
        return commands.computeIfAbsent(
                name.toLowerCase(Locale.ROOT), key -> new CommandStats(name, loops, Rule.values().length));
    }

    /** What is remembered of passwords is forgotten when users change. */
    private @Nullable BasicAuth basicAuth(@Nullable BasicAuthConfig config) {
        if (config == null) {
            basicAuth = null;
        } else if (basicAuth == null || !basicAuth.config().equals(config)) {
            basicAuth = new BasicAuth(config, passwordThreads);
        }
        return basicAuth;
    }

    /** A table can't grow; another size begins with an empty one. */
    private SourceTable sources(int size, long nowNanos) {
        SourceTable present = sources;
        if (present != null && present.size() == size) {
            return present;
        }
        SourceTable made = new SourceTable(size, new SecureRandom(), nowNanos);
        sources = made;
        return made;
    }

    private Pool pool(PoolConfig config, List<NodeConfig> nodeConfigs, Map<ServerName, ByHand> byHand, long nowNanos) {
        PoolState state = states.computeIfAbsent(config.name(), name -> new PoolState(name, loops, outside));
        List<Member> members = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (NodeConfig node : nodeConfigs) {
            if (node.pow().memberOf(config.members())) {
                ids.add(node.id());
            }
        }
        state.retainServers(ids);
        boolean pow = config.members() == Membership.POW;
        List<NodeConfig> judged = nodeConfigs.stream()
                .filter(node -> ids.contains(node.id()))
                .map(node -> byHand.getOrDefault(new ServerName(config.name(), node.id()), ByHand.NOTHING)
                        .applyTo(node, pow))
                .toList();
        Function<NodeConfig, Part> parts = state.parts(judged, config.failover(), nowNanos);
        for (NodeConfig said : judged) {
            Node node = nodes.get(said.id());
            members.add(new Member(node, said, pow, state.server(node, said.state(), nowNanos), parts.apply(said)));
        }
        Pool pool = new Pool(config, state, members);
        state.observe(pool.hasUsable(), nowNanos);
        return pool;
    }

    /** When the next snapshot is due although nothing new is said, as {@link System#nanoTime()} tells it. */
    public OptionalLong dueNanos() {
        return dueNanos;
    }

    private static OptionalLong dueNanos(List<Pool> pools) {
        return pools.stream()
                .flatMapToLong(pool -> pool.state().fadingSinceNanos().stream()
                        .map(since ->
                                since + pool.config().failover().returnAfter().toNanos()))
                .reduce((one, other) -> one - other < 0 ? one : other);
    }
}
