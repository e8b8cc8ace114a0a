package org.irilb.server.admin.stat;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.irilb.core.metrics.BalancerStatus;
import org.irilb.core.metrics.BalancerStatus.ListenerStatus;
import org.irilb.core.metrics.BalancerStatus.ServerStatus;
import org.irilb.core.metrics.Counter;
import org.irilb.core.metrics.NameServerStatus;

/**
 * Where the lines of {@code show info} come from.
 *
 * @param view of the balancer
 * @param build of the program
 * @param node name of this machine
 */
record InfoSource(View view, Build build, String node) {

    private static final long SECOND_NANOS = 1_000_000_000;

    BalancerStatus status() {
        return view.status();
    }

    /** How fast clients connect, over all listeners. */
    Rate connections() {
        return view.looks().rate(Total.CONNECTIONS);
    }

    /** Sum of a counter over all listeners. */
    long listeners(Counter counter) {
        return status().listeners().stream()
                .mapToLong(listener -> listener.counters().sum(counter))
                .sum();
    }

    /** How fast a total grows. */
    Rate rate(Total total) {
        return view.looks().rate(total);
    }

    /** Connections with TLS now, those of clients and those to nodes. */
    long tlsConnections() {
        long clients = status().listeners().stream()
                .filter(ListenerStatus::secure)
                .mapToLong(ListenerStatus::current)
                .sum();
        return clients
                + status().pools().stream()
                        .mapToLong(pool -> pool.counters().open(Counter.TLS_HANDSHAKES, Counter.TLS_CONNECTIONS_ENDED))
                        .sum();
    }

    /** TLS handshakes so far, those with clients and those with nodes. */
    long tlsHandshakes() {
        return status().listeners().stream()
                        .mapToLong(listener -> Handshakes.all(listener.counters()))
                        .sum()
                + status().pools().stream()
                        .mapToLong(pool -> Handshakes.all(pool.counters()))
                        .sum();
    }

    /** Of the TLS handshakes with clients in the last second, those that made no keys, in percent. */
    long reusePercent() {
        long all = rate(Total.TLS_HANDSHAKES).perSecond();
        return all == 0 ? 0 : Math.max(0, 100 * (all - rate(Total.CLIENT_KEYS).perSecond()) / all);
    }

    /** Client connections, and requests at nodes. */
    long tasks() {
        return status().currentConnections()
                + status().pools().stream()
                        .flatMap(pool -> pool.servers().stream())
                        .mapToLong(ServerStatus::current)
                        .sum();
    }

    /** Of the time of all event loops, what they had nothing to compute in the last second, in percent. */
    long idlePercent() {
        double busy = view.looks().busy().perSecond() / (double) SECOND_NANOS / status().workers();
        return Math.max(0, Math.round(100 * (1 - busy)));
    }

    /** Questions of the kind "where is this node" that brought no answer, over all name servers. */
    long failedResolutions() {
        return status().nameServers().stream()
                .mapToLong(NameServerStatus::failures)
                .sum();
    }

    /** Bytes of the system that the process has for what it works with, as {@code show pools} tells. */
    long allocated() {
        return MemoryPool.allocated(MemoryPool.all());
    }

    /** Of these, bytes in use. */
    long used() {
        return MemoryPool.used(MemoryPool.all());
    }

    /** File descriptors that the process may have; 0 where the system doesn't tell. */
    long descriptors() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? system.getMaxFileDescriptorCount()
                : 0;
    }

    /** When it was started, since 1970. */
    double startedSeconds() {
        return status().started().getEpochSecond() + status().started().getNano() / (double) SECOND_NANOS;
    }

    String uptime() {
        return "%dd %dh%02dm%02ds"
                .formatted(
                        status().uptime().toDays(),
                        status().uptime().toHoursPart(),
                        status().uptime().toMinutesPart(),
                        status().uptime().toSecondsPart());
    }
}
