package org.irilb.core.kit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.irilb.core.LoadBalancer;
import org.irilb.core.config.BalancerConfig;
import org.irilb.core.config.NodeConfig;
import org.irilb.core.metrics.BalancerStatus;
import org.irilb.core.metrics.BalancerStatus.ListenerStatus;
import org.irilb.core.metrics.BalancerStatus.PoolStatus;
import org.irilb.core.metrics.BalancerStatus.ServerStatus;
import org.irilb.core.metrics.Counter;
import org.irilb.core.metrics.Counters;

/** A balancer in front of nodes, and what must be true of it when all is over. Any thread. */
public final class Rig implements AutoCloseable {

    private final LoadBalancer balancer;

    private Rig(LoadBalancer balancer) {
        this.balancer = balancer;
    }

    public static Rig start(Setup setup, NodeConfig... nodes) {
        return start(setup.config(), nodes);
    }

    /** Without rules and routes by command, so that bodies are passed on while they arrive. */
    public static Rig startWithoutCommands(Setup setup, NodeConfig... nodes) {
        return start(setup.configWithoutCommands(), nodes);
    }

    public static Rig start(BalancerConfig config, NodeConfig... nodes) {
        return of(LoadBalancer.start(config), nodes);
    }

    /** With a balancer that was started already, and is closed with this. */
    public static Rig of(LoadBalancer balancer, NodeConfig... nodes) {
        Rig rig = new Rig(balancer);
        rig.nodes(nodes);
        return rig;
    }

    /** Replaces the nodes; whoever connects afterwards is served by them. */
    public void nodes(NodeConfig... nodes) {
        long before = status().snapshotVersion();
        balancer.updateNodes(List.of(nodes));
        Await.until("the nodes are known", () -> status().snapshotVersion() > before);
    }

    /** Has all loops go on with another configuration; what runs already, from its next step on. */
    public void change(Setup setup) {
        long before = status().snapshotVersion();
        balancer.applyConfig(setup.config());
        Await.until("all loops know it", () -> status().snapshotVersion() > before);
    }

    public LoadBalancer balancer() {
        return balancer;
    }

    public Wire client() {
        return Wire.connect(balancer.address(Setup.LISTENER));
    }

    public BalancerStatus status() {
        return balancer.status();
    }

    public PoolStatus pool(String name) {
        return status().pools().stream()
                .filter(pool -> pool.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Requests that wait for a node, over all pools. */
    public int queued() {
        return status().pools().stream().mapToInt(PoolStatus::queued).sum();
    }

    /** Requests that are at a node, over all pools. */
    public int inFlight() {
        return servers().stream().mapToInt(ServerStatus::current).sum();
    }

    /** The sum over all pools. */
    public long counted(Counter counter) {
        return status().pools().stream()
                .mapToLong(pool -> pool.counters().sum(counter))
                .sum();
    }

    /** The sum over all listeners. */
    public long heard(Counter counter) {
        return status().listeners().stream()
                .mapToLong(listener -> listener.counters().sum(counter))
                .sum();
    }

    /** Of pools or listeners, how many there are now of what two counters tell. */
    private static long open(Stream<Counters> all, Counter begun, Counter ended) {
        return all.mapToLong(counters -> counters.open(begun, ended)).sum();
    }

    private Stream<Counters> ofPools() {
        return status().pools().stream().map(PoolStatus::counters);
    }

    private Stream<Counters> ofListeners() {
        return status().listeners().stream().map(ListenerStatus::counters);
    }

    private List<ServerStatus> servers() {
        return status().pools().stream()
                .flatMap(pool -> pool.servers().stream())
                .toList();
    }

    /**
     * Waits until all is over: no client, nothing in flight, nobody in a queue, and no connection to these nodes but
     * those that are kept for later. They must be all nodes of the balancer.
     */
    public void awaitQuiet(Origin... nodes) {
        Await.until("nobody waits", () -> queued() == 0);
        Await.until("nothing is in flight", () -> inFlight() == 0);
        Await.until(
                "no request is left in a pool", () -> status().pools().stream().allMatch(pool -> pool.current() == 0));
        Await.until("no client is connected", () -> status().currentConnections() == 0);
        Await.until(
                "no connection of a client is shown",
                () -> open(ofListeners(), Counter.H1_CONNECTIONS, Counter.H1_CONNECTIONS_ENDED) == 0);
        Await.until(
                "no stream is shown",
                () -> open(Stream.concat(ofListeners(), ofPools()), Counter.H1_STREAMS, Counter.H1_STREAMS_ENDED) == 0);
        Await.until(
                "nothing counts for a source any more",
                () -> balancer.sources().stream().allMatch(source -> source.running() + source.connections() == 0));
        Await.until(
                "only kept connections are open",
                () -> List.of(nodes).stream().mapToInt(Origin::openConnections).sum() == kept());
        Await.until(
                "these are shown",
                () -> open(ofPools(), Counter.H1_CONNECTIONS, Counter.H1_CONNECTIONS_ENDED) == kept());
    }

    /** Connections kept for later; each server of a node tells the node's number. */
    public int kept() {
        Map<String, Integer> idle = new HashMap<>();
        servers().forEach(server -> idle.put(server.name(), server.idleConnections()));
        return idle.values().stream().mapToInt(Integer::intValue).sum();
    }

    @Override
    public void close() {
        balancer.close();
    }
}
