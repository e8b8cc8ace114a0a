package org.irilb.core.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.irilb.core.config.ByHand;
import org.irilb.core.config.Zone;

/**
 * All that can be read of a running balancer, as of one moment.
 *
 * @param started when it was started
 * @param uptime since then
 * @param workers event loops
 * @param transport how sockets are driven: {@code io_uring}, {@code epoll} or {@code nio}
 * @param snapshotVersion number of the snapshot that the loops work with
 * @param stopping whether it takes no more connections because it ends
 * @param limits of client connections over all listeners
 * @param compressionLimit bytes that compressors may be given in a second; 0 for any number
 * @param currentConnections client connections open now
 * @param pendingTasks work that was handed to the event loops and hasn't begun
 * @param lostLogs requests that are missing in the access log; 0 without one
 * @param refusals what each rule has refused
 * @param listeners in the order of the configuration
 * @param pools in the order of the configuration
 * @param sources the table of sources
 * @param commands those that are known, all others together, and none
 * @param pow how proof of work fares
 * @param loops that all of this runs on
 * @param nameServers name servers that it has asked for addresses of nodes
 */
public record BalancerStatus(
        Instant started,
        Duration uptime,
        int workers,
        String transport,
        long snapshotVersion,
        boolean stopping,
        ConnectionLimits limits,
        int compressionLimit,
        int currentConnections,
        int pendingTasks,
        long lostLogs,
        List<RefusalCount> refusals,
        List<ListenerStatus> listeners,
        List<PoolStatus> pools,
        SourcesStatus sources,
        List<CommandStatus> commands,
        PowStatus pow,
        List<LoopThread> loops,
        List<NameServerStatus> nameServers) {

    /**
     * Limits of client connections.
     *
     * @param connections open at a time
     * @param configured the same as the configuration says, which an operator can only lower
     * @param connectionRate let in within a second; 0 for any number
     * @param sessionRate sessions that begin within a second; 0 for any number
     * @param tlsRate of these, with TLS; 0 for any number
     */
    public record ConnectionLimits(int connections, int configured, int connectionRate, int sessionRate, int tlsRate) {}

    /**
     * An event loop.
     *
     * @param threadId of its thread, see {@link Thread#getId}
     * @param lags how late it comes to its timeouts, tested ten times a second
     */
    public record LoopThread(long threadId, Histogram lags) {}

    /**
     * A listener.
     *
     * @param name as configured
     * @param address where it is bound: the host as configured, in brackets if it has colons, and the port
     * @param secure whether it speaks TLS
     * @param state whether its port is open
     * @param limit connections it takes
     * @param current connections open now
     * @param highest most connections open at a time
     * @param counters what it has counted
     */
    public record ListenerStatus(
            String name,
            String address,
            boolean secure,
            ListenerState state,
            int limit,
            int current,
            int highest,
            Counters counters) {}

    /**
     * A pool.
     *
     * @param name as configured
     * @param algorithm HAProxy's name for how it balances
     * @param limit its full-connections
     * @param queued requests waiting now
     * @param queuedHighest most requests waiting at a time
     * @param current requests at its nodes or waiting
     * @param highest most of them at a time
     * @param counters what it has counted for itself
     * @param timings how long its requests took
     * @param waits how long requests waited for a place at a node, in vain or not; 0 for those that had one at once
     * @param outages when none of its servers took requests
     * @param servers its members, by node ID in the order of their source
     */
    public record PoolStatus(
            String name,
            String algorithm,
            int limit,
            int queued,
            int queuedHighest,
            int current,
            int highest,
            Counters counters,
            Timings timings,
            Histogram waits,
            Outages outages,
            List<ServerStatus> servers) {

        /** How many servers take requests now. */
        public int usable() {
            return (int) servers.stream().filter(ServerStatus::usable).count();
        }
    }

    /**
     * A node in its role as member of a pool.
     *
     * @param name the node's ID
     * @param id stable number within the pool, from 1
     * @param address {@code ip:port}, or {@code host:port} while unresolved
     * @param status HAProxy's word for its state: {@code UP}, {@code DRAIN}, {@code MAINT}, {@code DOWN}; in transition
     *     with where it stands, such as {@code UP 1/4}
     * @param reason why, for operators; may be empty
     * @param zone where it is
     * @param usable whether it takes new requests
     * @param weight share of the traffic
     * @param sourceWeight the same as its source has it
     * @param byHand what an operator has set of it
     * @param sharePercent of that, what it takes now, 0..100; less than 100 in its slow start, and while it fades out
     * @param limit requests at a time through this pool
     * @param current requests of this pool in flight
     * @param highest most of them at a time
     * @param lastChange since its status changed
     * @param outages when it was in maintenance or down
     * @param idleConnections connections kept open to it
     * @param failedInARow requests that it has failed since it answered one in full, over all pools
     * @param health how it fares, and who says so
     * @param counters what it has counted as member of this pool
     * @param timings how long its requests of this pool took
     */
    public record ServerStatus(
            String name,
            int id,
            String address,
            String status,
            String reason,
            Zone zone,
            boolean usable,
            int weight,
            int sourceWeight,
            ByHand byHand,
            int sharePercent,
            int limit,
            int current,
            int highest,
            Duration lastChange,
            Outages outages,
            int idleConnections,
            int failedInARow,
            NodeHealth health,
            Counters counters,
            Timings timings) {

        /** The first word of {@link #status}. */
        public String state() {
            int blank = status.indexOf(' ');
            return blank < 0 ? status : status.substring(0, blank);
        }
    }
}
