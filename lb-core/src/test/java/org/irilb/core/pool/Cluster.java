package org.irilb.core.pool;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.irilb.core.config.Balance;
import org.irilb.core.config.Membership;
import org.irilb.core.config.NodeConfig;
import org.irilb.core.config.PoolConfig;
import org.irilb.core.config.PowRole;
import org.irilb.core.config.Scheme;
import org.irilb.core.config.ServiceState;

/** Two pools over the nodes of a test, in one snapshot after the other. One thread's, as the control thread would, except
 * {@link #node}. */
final class Cluster {

    static final Asker ASKER = Asker.from(InetAddress.getLoopbackAddress());

    final PoolState defaultState;
    final PoolState powState;
    private final Balance balance;
    private final Outside outside;
    private final Duration slowStart;
    private final Map<String, Node> nodes = new ConcurrentHashMap<>();

    /** What a snapshot would hold. */
    record Snapshot(Pool defaults, Pool pow, Places places) {}

    Cluster() {
        this(Balance.ROUNDROBIN, Outside.SYSTEM);
    }

    Cluster(Balance balance, Outside outside) {
        this(balance, outside, Duration.ZERO);
    }

    Cluster(Balance balance, Outside outside, Duration slowStart) {
        this.balance = balance;
        this.outside = outside;
        this.slowStart = slowStart;
        defaultState = new PoolState("iri_back", 1, outside);
        powState = new PoolState("iri_pow_back", 1, outside);
    }

    static NodeConfig config(String id, int weight, int maxInFlight, int maxPow, PowRole role, ServiceState state) {
        return new NodeConfig(id, "10.0.0.1", 14265, Scheme.HTTP, true, weight, maxInFlight, maxPow, role, state, "");
    }

    /** One who is never dismissed. */
    static Waiter waiter(Consumer<Member> granted) {
        return new Waiter() {
            @Override
            public void granted(Member member) {
                granted.accept(member);
            }

            @Override
            public void dismissed() {
                throw new IllegalStateException("no pool was given up");
            }
        };
    }

    static NodeConfig weighing(String id, int weight) {
        return config(id, weight, 1000, 1000, PowRole.NONE, ServiceState.READY);
    }

    static NodeConfig limited(String id, int maxInFlight, int maxPow, PowRole role) {
        return config(id, 1, maxInFlight, maxPow, role, ServiceState.READY);
    }

    Snapshot adopt(NodeConfig... configs) {
        return adopt(List.of(configs));
    }

    Snapshot adopt(List<NodeConfig> configs) {
        Pool defaults = pool(Membership.DEFAULT, defaultState, configs);
        Pool pow = pool(Membership.POW, powState, configs);
        return new Snapshot(defaults, pow, new Places(List.of(defaults, pow)));
    }

    Node node(String id) {
        return nodes.get(id);
    }

    private Pool pool(Membership membership, PoolState state, List<NodeConfig> configs) {
        state.retainServers(configs.stream()
                .filter(config -> config.pow().memberOf(membership))
                .map(NodeConfig::id)
                .collect(Collectors.toSet()));
        List<Member> members = new ArrayList<>();
        for (NodeConfig config : configs) {
            if (config.pow().memberOf(membership)) {
                Node node = nodes.computeIfAbsent(config.id(), id -> new Node(config));
                ServerStats stats =
                        state.server(node, config.state(), outside.nanoTime().getAsLong());
                members.add(new Member(node, config, membership == Membership.POW, stats));
            }
        }
        return new Pool(new PoolConfig(state.name(), membership, balance, 180, 3, slowStart), state, members);
    }
}
