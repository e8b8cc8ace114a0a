package org.irilb.core.snapshot;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.irilb.core.command.Command;
import org.irilb.core.command.CommandTable;
import org.irilb.core.config.BalancerConfig;
import org.irilb.core.config.ServiceState;
import org.irilb.core.guard.BasicAuth;
import org.irilb.core.guard.Guard;
import org.irilb.core.guard.SourceTable;
import org.irilb.core.http.Compression;
import org.irilb.core.http.OwnAnswer;
import org.irilb.core.metrics.CommandStats;
import org.irilb.core.pool.Member;
import org.irilb.core.pool.Node;
import org.irilb.core.pool.Places;
import org.irilb.core.pool.Pool;
import org.irilb.core.route.Routes;
import org.jspecify.annotations.Nullable;

/** All that a request may know, as of one moment. Immutable; any thread. */
public final class Snapshot {

    private final long version;
    private final BalancerConfig config;
    private final List<Pool> pools;
    private final Places places;
    private final Routes routes;
    private final Guard guard;
    private final SourceTable sources;
    private final @Nullable BasicAuth basicAuth;
    private final byte @Nullable [] requiredHeader;
    private final Set<Node> ready;
    private final boolean looksAtCommands;
    private final Compression compression;
    private final CommandTable commands;
    private final CommandLedger ledger;
    private final @Nullable OwnAnswer preflight;

    Snapshot(
            long version,
            BalancerConfig config,
            List<Pool> pools,
            Routes routes,
            Guard guard,
            SourceTable sources,
            @Nullable BasicAuth basicAuth,
            Function<String, CommandStats> commandStats) {
        this.version = version;
        this.config = config;
        this.pools = List.copyOf(pools);
        this.places = new Places(this.pools);
        this.routes = routes;
        this.guard = guard;
        this.sources = sources;
        this.basicAuth = basicAuth;
        this.requiredHeader = guard.requiredHeader()
                .map(header -> header.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII))
                .orElse(null);
        this.compression = new Compression(
                config.compression().types(), config.compression().minSize());
        this.commands = new CommandTable(config.rules().commands().known());
        this.ledger = new CommandLedger(commands, commandStats);
        this.preflight = config.rules().preflights().answer() ? Preflight.answer(config.rules()) : null;
        this.ready = readyNodes(this.pools);
        this.looksAtCommands =
                guard.looksAtCommands() || config.routes().stream().anyMatch(route -> !route.takesEverything());
    }

    private static Set<Node> readyNodes(List<Pool> pools) {
        Set<Node> nodes = new HashSet<>();
        for (Pool pool : pools) {
            for (Member member : pool.members()) {
                if (member.config().state() == ServiceState.READY) {
                    nodes.add(member.node());
                }
            }
        }
        return nodes;
    }

    /** From 1, one more for each snapshot. */
    public long version() {
        return version;
    }

    public BalancerConfig config() {
        return config;
    }

    /** In the order of the configuration. */
    public List<Pool> pools() {
        return pools;
    }

    /** The places at all nodes of this snapshot. */
    public Places places() {
        return places;
    }

    public Guard guard() {
        return guard;
    }

    /** What is counted of each source; the same table as in other snapshots, unless its size was changed. */
    public SourceTable sources() {
        return sources;
    }

    /** Who may ask at all; null if everybody may. */
    public @Nullable BasicAuth basicAuth() {
        return basicAuth;
    }

    /** Name of the field that a request must carry, in lower case; null if none is required. */
    public byte @Nullable [] requiredHeader() {
        return requiredHeader;
    }

    /** Whether requests are judged or routed by their commands, so that a body has to be read whole first. */
    public boolean looksAtCommands() {
        return looksAtCommands;
    }

    /** What is known of commands. */
    public CommandTable commands() {
        return commands;
    }

    /** Where requests are counted by their commands. */
    public CommandLedger ledger() {
        return ledger;
    }

    /** What every OPTIONS request is answered with; null if they go to a node. */
    public @Nullable OwnAnswer preflight() {
        return preflight;
    }

    /** The pool that serves a command. */
    public Pool route(Command command) {
        return pools.get(routes.poolIndex(command));
    }

    /** Which answers are compressed. */
    public Compression compression() {
        return compression;
    }

    /** Whether clients may change to the WebSocket protocol. */
    public boolean allowsWebSocket() {
        return routes.allowWebSocket();
    }

    /** The same pool as of this snapshot; if this snapshot has it no more, the one that serves the command now. */
    public Pool current(Pool pool, Command command) {
        Pool same = find(pool);
        return same == null ? route(command) : same;
    }

    /**
     * To be called by each loop that works with this snapshot from now on, after {@code before}: grants places that have
     * become free, and sends away who waits in pools that are no more. The last loop to come finds their queues filled by
     * nobody any more.
     */
    public void succeed(Snapshot before) {
        for (Pool pool : before.pools) {
            if (find(pool) == null) {
                pool.dismissAll();
            }
        }
        places.drain();
    }

    /** The same pool as of this snapshot. */
    @Nullable
    Pool find(Pool pool) {
        for (Pool candidate : pools) {
            if (candidate.state() == pool.state()) {
                return candidate;
            }
        }
        return null;
    }

    /** IDs of the nodes where requests run, as of this moment. */
    public Set<String> busyNodes() {
        Set<String> busy = new HashSet<>();
        for (Pool pool : pools) {
            for (Member member : pool.members()) {
                if (member.node().inFlight() > 0) {
                    busy.add(member.node().id());
                }
            }
        }
        return busy;
    }

    /** Whether connections to the node are worth keeping. */
    public boolean isReady(Node node) {
        return ready.contains(node);
    }
}
