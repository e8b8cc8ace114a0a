package org.irilb.server.admin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.irilb.consul.ConsulStatus;
import org.irilb.core.LoadBalancer;
import org.irilb.server.admin.stat.Statistics;

/** A running admin socket with its thread. Any thread. */
public final class AdminSocket implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final List<BoundEndpoint> bound;
    private final SessionLoop loop;
    private final Thread thread;

    private AdminSocket(List<BoundEndpoint> bound, SessionLoop loop) {
        this.bound = bound;
        this.loop = loop;
        this.thread = new Thread(loop, "irilb-admin");
        thread.setDaemon(true);
        thread.start();
    }

    /** As {@link #open(List, LoadBalancer)}, on one TCP address, whose sessions may do everything. */
    public static AdminSocket open(InetSocketAddress address, LoadBalancer balancer) {
        return open(List.of(new AdminEndpoint(address, Level.ADMIN)), balancer);
    }

    /**
     * Binds and begins to serve.
     *
     * @param balancer what is looked at, every second and each time that somebody asks
     * @throws UncheckedIOException if an address can't be bound, which its message names; nothing is left open
     */
    public static AdminSocket open(List<AdminEndpoint> endpoints, LoadBalancer balancer) {
        return open(endpoints, balancer, Optional.empty());
    }

    /** As {@link #open(List, LoadBalancer)}, and with what is known of Consul, if nodes come from there. */
    public static AdminSocket open(
            List<AdminEndpoint> endpoints, LoadBalancer balancer, Optional<Supplier<ConsulStatus>> consul) {
        List<BoundEndpoint> bound = new ArrayList<>();
        try {
            for (AdminEndpoint endpoint : endpoints) {
                bound.add(BoundEndpoint.open(endpoint));
            }
            Statistics statistics = new Statistics(balancer::status);
            List<AdminCommand> own = new ArrayList<>(ReadingCommands.of(balancer, statistics, bound));
            own.addAll(ChangingCommands.of(balancer));
            consul.map(ShowConsul::new).ifPresent(own::add);
            Commands commands = new Commands(own);
            return new AdminSocket(bound, new SessionLoop(bound, commands, statistics::tick));
        } catch (IOException e) {
            bound.forEach(BoundEndpoint::close);
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    /** Where it is bound, in the order of the endpoints; tells the ports that the system chose. */
    public List<SocketAddress> addresses() {
        return bound.stream().map(BoundEndpoint::address).toList();
    }

    /** Breaks off all sessions and waits until the thread has ended. */
    @Override
    public void close() {
        loop.stop();
        try {
            thread.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
