package org.irilb.core.kit;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.irilb.core.config.AbuseConfig;
import org.irilb.core.config.AddressBlock;
import org.irilb.core.config.Balance;
import org.irilb.core.config.BalancerConfig;
import org.irilb.core.config.CommandRules;
import org.irilb.core.config.CompressionConfig;
import org.irilb.core.config.FailoverConfig;
import org.irilb.core.config.ListenerConfig;
import org.irilb.core.config.Membership;
import org.irilb.core.config.NodeConfig;
import org.irilb.core.config.NodeTlsConfig;
import org.irilb.core.config.PoolConfig;
import org.irilb.core.config.PowConfig;
import org.irilb.core.config.PowRole;
import org.irilb.core.config.PreflightConfig;
import org.irilb.core.config.RouteConfig;
import org.irilb.core.config.RuleLists;
import org.irilb.core.config.RulesConfig;
import org.irilb.core.config.Scheme;
import org.irilb.core.config.ServiceState;
import org.irilb.core.config.Timeouts;
import org.irilb.core.config.TransportChoice;

/** Configurations as the balancer's defaults are, with timeouts that tests don't wait for, to be varied by tests. Immutable. */
public record Setup(
        Timeouts timeouts,
        int maxBody,
        int maxConnections,
        int retries,
        int workers,
        TransportChoice transport,
        RulesConfig rules) {

    public static final String LISTENER = "iri_front";
    public static final String SECOND_LISTENER = "iri_second";
    public static final String POOL = "iri_back";
    public static final String POW_POOL = "iri_pow_back";

    /** Sources are counted, and may ask for as much as they like. */
    private static final AbuseConfig COUNTING = new AbuseConfig(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(1_000_000),
            List.of(),
            Duration.ofMinutes(5),
            AbuseConfig.Manner.DENY,
            Duration.ofSeconds(10),
            Optional.empty(),
            100);

    /** 127.0.0.9. */
    private static final AddressBlock FRIEND = block(127, 0, 0, 9);

    /** With three denied commands, of which 127.0.0.9 may send all. */
    public static Setup standard() {
        Duration patience = Await.PATIENCE.dividedBy(2);
        return new Setup(
                new Timeouts(patience, patience, patience, patience, patience, patience, patience),
                1_000_000,
                4000,
                3,
                2,
                TransportChoice.AUTO,
                new RulesConfig(
                        Optional.of("X-IOTA-API-Version"),
                        true,
                        new RuleLists(
                                List.of(FRIEND), List.of(), List.of("getNeighbors", "addNeighbors", "removeNeighbors")),
                        Optional.empty(),
                        CommandRules.OFF,
                        PreflightConfig.OFF,
                        List.of(),
                        COUNTING));
    }

    public Setup with(Timeouts timeouts) {
        return new Setup(timeouts, maxBody, maxConnections, retries, workers, transport, rules);
    }

    public Setup withConnectTimeout(Duration time) {
        return with(0, time);
    }

    public Setup withQueueTimeout(Duration time) {
        return with(1, time);
    }

    public Setup withRequestTimeout(Duration time) {
        return with(2, time);
    }

    public Setup withKeepAlive(Duration time) {
        return with(3, time);
    }

    public Setup withClientTimeout(Duration time) {
        return with(4, time);
    }

    public Setup withServerTimeout(Duration time) {
        return with(5, time);
    }

    public Setup withTunnelTimeout(Duration time) {
        return with(6, time);
    }

    /** @param index of the timeout, in their record's order */
    private Setup with(int index, Duration time) {
        Duration[] all = {
            timeouts.connect(),
            timeouts.queue(),
            timeouts.request(),
            timeouts.keepAlive(),
            timeouts.client(),
            timeouts.server(),
            timeouts.tunnel()
        };
        all[index] = time;
        return with(new Timeouts(all[0], all[1], all[2], all[3], all[4], all[5], all[6]));
    }

    public static AddressBlock block(int... bytes) {
        byte[] address = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            address[i] = (byte) bytes[i];
        }
        try {
            return AddressBlock.of(InetAddress.getByAddress(address));
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e); // only for a wrong number of bytes
        }
    }

    public Setup with(RulesConfig rules) {
        return new Setup(timeouts, maxBody, maxConnections, retries, workers, transport, rules);
    }

    /** Any method, with or without a command. */
    public Setup withoutRules() {
        return with(RulesConfig.OFF.with(COUNTING));
    }

    /** How much a source may ask for; as the other rules, for all but 127.0.0.9. */
    public Setup with(AbuseConfig abuse) {
        return with(rules.with(abuse));
    }

    public Setup with(TransportChoice transport) {
        return new Setup(timeouts, maxBody, maxConnections, retries, workers, transport, rules);
    }

    public Setup withMaxConnections(int maxConnections) {
        return new Setup(timeouts, maxBody, maxConnections, retries, workers, transport, rules);
    }

    public Setup withRetries(int retries) {
        return new Setup(timeouts, maxBody, maxConnections, retries, workers, transport, rules);
    }

    public Setup withMaxBody(int maxBody) {
        return new Setup(timeouts, maxBody, maxConnections, retries, workers, transport, rules);
    }

    public Setup withWorkers(int workers) {
        return new Setup(timeouts, maxBody, maxConnections, retries, workers, transport, rules);
    }

    /** The same, with proof of work looked after like this. */
    public BalancerConfig config(PowConfig pow) {
        return ConfigDraft.changed(config(), draft -> draft.pow = pow);
    }

    public BalancerConfig config() {
        return config(maxConnections, maxConnections);
    }

    /**
     * With limits of connections.
     *
     * @param process over all listeners
     * @param listeners for each listener, of which there are one or two
     */
    public BalancerConfig config(int process, int... listeners) {
        List<ListenerConfig> bound = new ArrayList<>();
        for (int limit : listeners) {
            String name = bound.isEmpty() ? LISTENER : SECOND_LISTENER;
            bound.add(new ListenerConfig(name, "127.0.0.1", 0, false, limit));
        }
        return new BalancerConfig(
                bound,
                process,
                timeouts,
                maxBody,
                List.of(
                        new PoolConfig(POOL, Membership.DEFAULT, Balance.ROUNDROBIN, 180, retries, Duration.ZERO),
                        new PoolConfig(POW_POOL, Membership.POW, Balance.ROUNDROBIN, 180, retries, Duration.ZERO)),
                List.of(
                        new RouteConfig(List.of("attachToTangle", "interruptAttachingToTangle"), POW_POOL),
                        new RouteConfig(List.of(), POOL)),
                rules,
                Optional.empty(),
                CompressionConfig.NONE,
                PowConfig.OFF,
                NodeTlsConfig.STANDARD,
                Optional.of("iri-lb"),
                workers,
                transport);
    }

    /** As for an API that isn't told by commands: nothing is required, and there is one pool for everything. */
    public BalancerConfig configWithoutCommands() {
        return configWithoutCommands(false);
    }

    /** @param webSocket whether WebSocket is passed on */
    public BalancerConfig configWithoutCommands(boolean webSocket) {
        return ConfigDraft.changed(config(), draft -> {
            draft.pools = List.of(draft.pools.get(0));
            draft.routes = List.of(new RouteConfig(List.of(), POOL, webSocket));
            draft.rules = RulesConfig.OFF.with(COUNTING);
        });
    }

    /** With pools whose farther nodes serve when {@code failover} says. */
    public BalancerConfig config(FailoverConfig failover) {
        return ConfigDraft.changed(
                config(),
                draft -> draft.pools =
                        draft.pools.stream().map(pool -> with(failover, pool)).toList());
    }

    private static PoolConfig with(FailoverConfig failover, PoolConfig pool) {
        return new PoolConfig(
                pool.name(),
                pool.members(),
                pool.balance(),
                pool.fullConnections(),
                pool.retries(),
                pool.slowStart(),
                failover);
    }

    /** A node of both pools at a port of this machine. */
    public static NodeConfig node(int port, int weight, int maxInFlight) {
        return node(port, weight, maxInFlight, PowRole.ALSO);
    }

    public static NodeConfig node(int port, int weight, int maxInFlight, PowRole pow) {
        return new NodeConfig(
                "127.0.0.1:" + port,
                "127.0.0.1",
                port,
                Scheme.HTTP,
                true,
                weight,
                maxInFlight,
                maxInFlight,
                pow,
                ServiceState.READY,
                "");
    }

    /** The same node in another state. */
    public static NodeConfig in(ServiceState state, NodeConfig node) {
        return node.in(state, "");
    }
}
