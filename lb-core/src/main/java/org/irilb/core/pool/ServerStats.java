package org.irilb.core.pool;

import java.time.Duration;
import java.util.OptionalLong;
import org.irilb.core.config.ServiceState;
import org.irilb.core.metrics.Availability;
import org.irilb.core.metrics.Counters;
import org.irilb.core.metrics.Gauge;
import org.irilb.core.metrics.Outages;
import org.irilb.core.metrics.Timings;
import org.jspecify.annotations.Nullable;

/** What is counted of one node in one pool, for as long as it is in it. Any thread, unless a method says otherwise. */
public final class ServerStats {

    /** What changes together is one field. */
    private record Change(ServiceState state, long nanos, Availability availability) {}

    private final Node node;
    private final int id;
    private final Counters counters;
    private final Timings timings;
    private final Gauge sessions = new Gauge();
    private final LatencyAverage latency = new LatencyAverage();
    private volatile Change change;
    /** Downs that were counted when everything was cleared last. */
    private volatile long clearedDowns;

    private volatile OptionalLong backNanos = OptionalLong.empty();

    ServerStats(Node node, int id, int loops, ServiceState state, long nowNanos) {
        this.node = node;
        this.id = id;
        this.counters = new Counters(loops);
        this.timings = new Timings(loops);
        this.change = new Change(state, nowNanos, Availability.first(isInService(state), nowNanos));
    }

    Node node() {
        return node;
    }

    /** Number within the pool, from 1; stays while the node's ID is in the pool. */
    public int id() {
        return id;
    }

    public Counters counters() {
        return counters;
    }

    public Timings timings() {
        return timings;
    }

    /** Requests at the node through this pool; {@link Member} moves it. */
    public Gauge sessions() {
        return sessions;
    }

    LatencyAverage latency() {
        return latency;
    }

    /** When the node's state changed last in this pool, as {@link System#nanoTime()} tells it. */
    public long changedNanos() {
        return change.nanos;
    }

    ServiceState state() {
        return change.state;
    }

    /** Control thread only. */
    void observe(ServiceState state, long nowNanos) {
        if (state != change.state) {
            change = new Change(state, nowNanos, change.availability.next(isInService(state), nowNanos));
        }
    }

    /** When it was out of service. */
    public Outages outages(long nowNanos) {
        return change.availability.outages(nowNanos).without(clearedDowns);
    }

    /** Forgets the highest values that were seen. */
    public void forgetHighest() {
        sessions.forgetHighest();
        timings.forgetHighest();
    }

    /** Begins to count from 0 again; when it was down isn't forgotten. */
    public void clearCounters() {
        counters.clear();
        timings.clear();
        clearedDowns = change.availability.downs();
    }

    /** One that drains is warm. */
    static boolean isInService(ServiceState state) {
        return switch (state) {
            case READY, DRAIN -> true;
            case MAINT, DOWN -> false;
        };
    }

    /** It is in service again, or new, while others already are. Control thread only. */
    void isBackSince(long nowNanos) {
        backNanos = OptionalLong.of(nowNanos);
    }

    /** The slow start it is in, if any. */
    @Nullable
    Ramp slowStart(Duration length, long nowNanos) {
        OptionalLong since = backNanos;
        if (since.isEmpty()) {
            return null;
        }
        Ramp slowStart = new Ramp(since.getAsLong(), length.toNanos(), false);
        return slowStart.isOver(nowNanos) ? null : slowStart;
    }
}
