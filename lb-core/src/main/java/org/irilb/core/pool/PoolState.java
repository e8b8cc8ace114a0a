package org.irilb.core.pool;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.irilb.core.config.FailoverConfig;
import org.irilb.core.config.NodeConfig;
import org.irilb.core.config.ServiceState;
import org.irilb.core.metrics.Availability;
import org.irilb.core.metrics.Counters;
import org.irilb.core.metrics.Gauge;
import org.irilb.core.metrics.Histogram;
import org.irilb.core.metrics.LastMalformed;
import org.irilb.core.metrics.Outages;
import org.irilb.core.metrics.Timings;
import org.jspecify.annotations.Nullable;

/**
 * What outlives snapshots of a pool: its queue, whose turn it is, and its counts. Any thread; the servers belong to the
 * control thread only.
 */
public final class PoolState {

    private final String name;
    private final int loops;
    private final Outside outside;
    private final Counters counters;
    private final Timings timings;
    private final Histogram waits;
    private final LastMalformed malformed = new LastMalformed();
    private final Gauge sessions = new Gauge();
    private final RetryBudget retries = new RetryBudget();
    private final AdmissionQueue queue = new AdmissionQueue();
    private final AtomicInteger turn = new AtomicInteger();
    private final Map<String, ServerStats> servers = new HashMap<>();
    private final BitSet serverIds = new BitSet();
    private @Nullable Reach reach;
    /** Whether anybody took requests before this snapshot who still may. */
    private boolean wasServing;

    private volatile @Nullable Availability availability;

    /** Downs that were counted when everything was cleared last. */
    private volatile long clearedDowns;

    /** @param loops how many loops will count */
    public PoolState(String name, int loops, Outside outside) {
        this.name = name;
        this.loops = loops;
        this.outside = outside;
        this.counters = new Counters(loops);
        this.timings = new Timings(loops);
        this.waits = new Histogram(loops);
        serverIds.set(0); // servers are numbered from 1
    }

    public String name() {
        return name;
    }

    public Counters counters() {
        return counters;
    }

    public Timings timings() {
        return timings;
    }

    /** How long requests waited for a place at a node, in vain or not. */
    public Histogram waits() {
        return waits;
    }

    /** The last answer of a server that couldn't be read. */
    public LastMalformed malformed() {
        return malformed;
    }

    /** Requests that belong to this pool now, waiting or served; whoever drives the exchanges moves it. */
    public Gauge sessions() {
        return sessions;
    }

    public RetryBudget retries() {
        return retries;
    }

    /**
     * The counts of {@code node} in this pool: the same as before if it was in it, else new ones. They get the lowest
     * free number, or that of the node whose ID it has taken over. A node that wasn't in service starts slowly if others
     * are. Control thread only, after {@link #retainServers}.
     *
     * @param nowNanos when {@code state} was learnt, for {@link ServerStats#changedNanos()}
     */
    public ServerStats server(Node node, ServiceState state, long nowNanos) {
        ServerStats known = servers.get(node.id());
        boolean isNew = known == null || known.node() != node;
        ServerStats server = isNew ? add(node, known, state, nowNanos) : known;
        if (wasServing && ServerStats.isInService(state) && (isNew || !ServerStats.isInService(server.state()))) {
            server.isBackSince(nowNanos);
        }
        server.observe(state, nowNanos);
        return server;
    }

    private ServerStats add(Node node, @Nullable ServerStats known, ServiceState state, long nowNanos) {
        int id = known == null ? serverIds.nextClearBit(1) : known.id();
        ServerStats stats = new ServerStats(node, id, loops, state, nowNanos);
        serverIds.set(id);
        servers.put(node.id(), stats);
        return stats;
    }

    /** Forgets all servers but these, so that their numbers can be given out again. Control thread only. */
    public void retainServers(Set<String> nodeIds) {
        servers.values().removeIf(stats -> {
            boolean gone = !nodeIds.contains(stats.node().id());
            if (gone) {
                serverIds.clear(stats.id());
            }
            return gone;
        });
        wasServing = servers.values().stream().anyMatch(server -> server.state() == ServiceState.READY);
    }

    /** Whether any member takes requests now. Control thread only. */
    public void observe(boolean isUsable, long nowNanos) {
        Availability before = availability;
        availability = before == null ? Availability.first(isUsable, nowNanos) : before.next(isUsable, nowNanos);
    }

    /** When no member took requests. */
    public Outages outages(long nowNanos) {
        Availability known = availability;
        return known == null ? Outages.NONE : known.outages(nowNanos).without(clearedDowns);
    }

    /** Forgets the highest values that were seen, but for the length of the queue. */
    public void forgetHighest() {
        sessions.forgetHighest();
        timings.forgetHighest();
    }

    /** Begins to count from 0 again; when it was down isn't forgotten. */
    public void clearCounters() {
        counters.clear();
        timings.clear();
        waits.clear();
        Availability known = availability;
        clearedDowns = known == null ? 0 : known.downs();
    }

    /**
     * What part each node has by its distance, now that these are the members. Control thread only.
     *
     * @param members the nodes as they were told and judged
     */
    public Function<NodeConfig, Part> parts(List<NodeConfig> members, FailoverConfig failover, long nowNanos) {
        Reach before = reach;
        Reach now =
                before == null ? Reach.first(members, failover, nowNanos) : before.next(members, failover, nowNanos);
        reach = now;
        return node -> now.part(node.zone().rank(), failover.returnAfter());
    }

    /** Since when farther nodes fade out, if any do: only time will end that. Control thread only. */
    public OptionalLong fadingSinceNanos() {
        return reach != null && reach.isFading() ? OptionalLong.of(reach.sinceNanos()) : OptionalLong.empty();
    }

    AdmissionQueue queue() {
        return queue;
    }

    Outside outside() {
        return outside;
    }

    /** Steps of the round robin so far, over all loops; wraps around. */
    AtomicInteger turn() {
        return turn;
    }
}
