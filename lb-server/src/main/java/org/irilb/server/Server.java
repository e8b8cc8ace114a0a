package org.irilb.server;

import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.irilb.consul.ConsulSource;
import org.irilb.consul.DirectorySource;
import org.irilb.core.LoadBalancer;
import org.irilb.core.metrics.BalancerStatus;
import org.irilb.server.admin.AdminSocket;
import org.irilb.server.admin.stat.Build;
import org.irilb.server.config.Endpoint;
import org.irilb.server.config.NodesSettings;
import org.irilb.server.config.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The balancer and what belongs to it: started in order, closed in the opposite one. One thread's. */
final class Server implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Server.class);

    private final LoadBalancer balancer;
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    private Server(LoadBalancer balancer) {
        this.balancer = balancer;
        parts.push(balancer);
    }

    /** @throws Failure if something can't be started; nothing is left open */
    static Server start(Settings settings) {
        settings.balancer().listeners().forEach(listener -> resolve("listeners", listener.host(), listener.port()));
        Server server = new Server(startable(() -> LoadBalancer.start(settings.balancer())));
        try {
            server.open(settings);
            return server;
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private void open(Settings settings) {
        openNodes(settings.nodes());
        settings.admin().socket().ifPresent(endpoint -> {
            InetSocketAddress address = resolve("admin.socket", endpoint.host(), endpoint.port());
            AdminSocket socket = startable(() -> AdminSocket.open(address, balancer::status));
            parts.push(socket);
            LOG.info("admin socket listens on {}", new Endpoint(endpoint.host(), port(socket)));
        });
    }

    private void openNodes(NodesSettings nodes) {
        if (nodes instanceof NodesSettings.Directory directory) {
            if (!Files.isDirectory(directory.path())) {
                throw new Failure("nodes.directory: " + directory.path()
                        + " (expected: a directory of service definitions; the command demo needs none)");
            }
            LOG.info("nodes come from {}", directory.path());
            parts.push(DirectorySource.start(directory.path(), balancer::updateNodes));
        } else if (nodes instanceof NodesSettings.Consul consul) {
            LOG.info("nodes come from Consul, {}", consul.settings());
            parts.push(ConsulSource.start(consul.settings(), balancer::updateNodes));
        }
    }

    private static int port(AdminSocket socket) {
        return socket.addresses().get(0) instanceof InetSocketAddress tcp ? tcp.getPort() : 0;
    }

    /** Sockets say nothing of use of a host that nobody knows. */
    private static InetSocketAddress resolve(String key, String host, int port) {
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new Failure(key + ": " + host + " is not known (expected: an address or name of this machine)");
        }
        return address;
    }

    /** Says what is running, and where. */
    void announce() {
        BalancerStatus status = balancer.status();
        LOG.info("iri-lb {}: {} workers, {}", Build.read().version(), status.workers(), status.transport());
        status.listeners().forEach(listener -> LOG.info("{} listens on {}", listener.name(), listener.address()));
    }

    /**
     * Takes no more connections and lets what runs finish.
     *
     * @param limit how long that may take
     * @throws InterruptedException if it was interrupted; {@link #close} ends the rest
     */
    void drain(Duration limit) throws InterruptedException {
        int left = balancer.drain(limit);
        if (left > 0) {
            LOG.warn("{} connections were still open after {} s", left, limit.toSeconds());
        }
    }

    /** What the user can set right is said without a trace: a port that is taken, a transport that doesn't work here. */
    private static <T> T startable(Supplier<T> start) {
        try {
            return start.get();
        } catch (UncheckedIOException e) {
            throw new Failure(e.getCause().getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new Failure(e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            try {
                part.close();
            } catch (Exception e) {
                LOG.warn("{} didn't close: {}", part.getClass().getSimpleName(), e.toString());
            }
        }
    }
}
