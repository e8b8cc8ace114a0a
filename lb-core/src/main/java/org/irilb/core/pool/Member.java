package org.irilb.core.pool;

import java.time.Duration;
import org.irilb.core.config.NodeConfig;
import org.irilb.core.config.ServiceState;
import org.jspecify.annotations.Nullable;

/**
 * A node as member of one pool, as of one snapshot.
 *
 * @param node the node, which the snapshots share
 * @param config what its source says of it now
 * @param pow whether the pool is for proof of work, so that its requests count against {@code maxPowInFlight} too
 * @param stats what is counted of it in this pool
 * @param part what its distance leaves it to do
 */
public record Member(Node node, NodeConfig config, boolean pow, ServerStats stats, Part part) {

    /** One that serves wherever it is. */
    public Member(Node node, NodeConfig config, boolean pow, ServerStats stats) {
        this(node, config, pow, stats, Part.FULL);
    }

    /** Whether it takes new requests at all. */
    public boolean usable() {
        return !part.standby() && config.state() == ServiceState.READY && config.weight() > 0;
    }

    /** Whether it is fit to serve, and doesn't because nearer ones do. */
    public boolean isStandby() {
        return part.standby() && config.state() == ServiceState.READY;
    }

    /** Whether its share falls, because nearer ones serve again. */
    public boolean isFading() {
        return part.fade() != null && config.state() == ServiceState.READY;
    }

    /** The ramp that it is on, if any: how it fades out, or else its slow start. */
    @Nullable
    Ramp ramp(Duration slowStart, long nowNanos) {
        return part.fade() == null ? stats.slowStart(slowStart, nowNanos) : part.fade();
    }

    /** Requests at a time that can reach the node through this pool. */
    public int limit() {
        return pow ? Math.min(config.maxInFlight(), config.maxPowInFlight()) : config.maxInFlight();
    }

    /** Takes a place at the node, whether it is usable or not; {@link #release()} gives it back. */
    public boolean tryAcquire() {
        if (!reserve()) {
            return false;
        }
        begin();
        return true;
    }

    /** Gives a place back. Use {@link Places#release}, unless someone else looks for waiters afterwards. */
    public void release() {
        stats.sessions().decrement();
        giveBack();
    }

    /**
     * The node has answered.
     *
     * @param tookNanos from sending the request to the first byte of the answer
     * @param nowNanos the time as {@link System#nanoTime()} tells it
     */
    public void answered(long tookNanos, long nowNanos) {
        stats.latency().answered(tookNanos, nowNanos);
    }

    /** The node has failed a request; however quickly, that is no reason to prefer it. */
    public void failed(long nowNanos) {
        stats.latency().failed(nowNanos);
    }

    /** Whether a place is free this moment. */
    boolean hasRoom() {
        return node.hasRoom(config.maxInFlight(), config.maxPowInFlight(), pow);
    }

    /** This one, unless {@code other} has fewer requests in flight for its weight. */
    Member lessLoaded(Member other) {
        long load = (long) node.inFlight() * other.config.weight();
        long otherLoad = (long) other.node.inFlight() * config.weight();
        return otherLoad < load ? other : this;
    }

    /** Takes a place for somebody who hasn't tried the node yet. */
    boolean reserveFor(Asker asker) {
        return !asker.hasTried(node) && reserve();
    }

    /** Takes a place that may still turn out to be for nobody, and so isn't counted as a session yet. */
    boolean reserve() {
        return node.tryAcquire(config.maxInFlight(), config.maxPowInFlight(), pow);
    }

    /** Makes a reserved place a session. */
    void begin() {
        stats.sessions().increment();
    }

    /** Gives back a place that was reserved only. */
    void giveBack() {
        node.release(pow);
    }
}
