package org.irilb.server;

import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.irilb.consul.ConsulSource;
import org.irilb.consul.DirectorySource;
import org.irilb.core.LoadBalancer;
import org.irilb.core.config.BalancerConfig;
import org.irilb.core.metrics.BalancerStatus;
import org.irilb.server.access.AccessLine;
import org.irilb.server.access.AccessPrinter;
import org.irilb.server.access.HaproxyLine;
import org.irilb.server.access.JsonLine;
import org.irilb.server.admin.AdminEndpoint;
import org.irilb.server.admin.AdminSocket;
import org.irilb.server.admin.Level;
import org.irilb.server.admin.stat.Build;
import org.irilb.server.config.AccessFormat;
import org.irilb.server.config.AdminSettings;
import org.irilb.server.config.Endpoint;
import org.irilb.server.config.LogSettings;
import org.irilb.server.config.NodesSettings;
import org.irilb.server.config.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The balancer and what belongs to it. One thread's. */
final class Server implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Server.class);

    private final BalancerConfig config;
    private final LoadBalancer balancer;
    private final Parts parts;

    private Server(BalancerConfig config, LoadBalancer balancer, Parts parts) {
        this.config = config;
        this.balancer = balancer;
        this.parts = parts;
    }

    /** @throws Failure if something can't be started; nothing is left open */
    static Server start(Settings settings) {
        Parts parts = new Parts();
        try {
            LoadBalancer balancer = openBalancer(settings.balancer(), settings.log(), parts);
            openNodes(settings.nodes(), balancer, parts);
            openAdmin(settings.admin(), balancer, parts);
            return new Server(settings.balancer(), balancer, parts);
        } catch (RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    private static LoadBalancer openBalancer(BalancerConfig config, LogSettings log, Parts parts) {
        config.listeners().forEach(listener -> resolve("listeners", listener.host(), listener.port()));
        if (log.access().isEmpty()) {
            return parts.add(startable(() -> LoadBalancer.start(config)));
        }
        // before the balancer, so that it is closed after it
        AccessPrinter accessLog = parts.add(
                new AccessPrinter(line(log.access().get()), Journal.isOutput() ? "<6>" : "", log.body(), System.out));
        return parts.add(startable(() -> LoadBalancer.startLogged(config, accessLog)));
    }

    private static AccessLine line(AccessFormat format) {
        return switch (format) {
            case HAPROXY -> new HaproxyLine(ZoneId.systemDefault());
            case JSON -> new JsonLine();
        };
    }

    private static void openNodes(NodesSettings nodes, LoadBalancer balancer, Parts parts) {
        if (nodes instanceof NodesSettings.Directory directory) {
            if (!Files.isDirectory(directory.path())) {
                throw new Failure("nodes.directory: " + directory.path()
                        + " (expected: a directory of service definitions; the command demo needs none)");
            }
            LOG.info("nodes come from {}", directory.path());
            parts.add(DirectorySource.start(directory.path(), list -> {
                if (list.isEmpty()) {
                    LOG.warn("{}: no nodes, requests are answered 503", directory.path());
                }
                balancer.updateNodes(list);
            }));
        } else if (nodes instanceof NodesSettings.Consul consul) {
            LOG.info("nodes come from Consul, {}", consul.settings());
            parts.add(ConsulSource.start(consul.settings(), balancer::updateNodes));
        }
    }

    private static void openAdmin(AdminSettings admin, LoadBalancer balancer, Parts parts) {
        List<SocketAddress> addresses = new ArrayList<>();
        admin.socket()
                .map(tcp -> resolve("admin.socket", tcp.host(), tcp.port()))
                .ifPresent(addresses::add);
        admin.unixSocket().map(UnixDomainSocketAddress::of).ifPresent(addresses::add);
        if (!addresses.isEmpty()) {
            List<AdminEndpoint> endpoints = addresses.stream()
                    .map(address -> new AdminEndpoint(address, Level.ADMIN))
                    .toList();
            AdminSocket socket = parts.add(startable(() -> AdminSocket.open(endpoints, balancer)));
            socket.addresses().forEach(address -> LOG.info("admin socket listens on {}", shown(address)));
        }
    }

    private static Object shown(SocketAddress address) {
        return address instanceof InetSocketAddress tcp
                ? new Endpoint(tcp.getAddress().getHostAddress(), tcp.getPort())
                : address;
    }

    /** Sockets say nothing of use of a host that nobody knows. */
    private static InetSocketAddress resolve(String key, String host, int port) {
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new Failure(key + ": " + host + " is not known (expected: an address or name of this machine)");
        }
        return address;
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

    /** Says what is running, and where. */
    void announce() {
        BalancerStatus status = balancer.status();
        LOG.info("iri-lb {}: {} workers, {}", Build.read().version(), status.workers(), status.transport());
        config.listeners().forEach(listener -> {
            int port = balancer.address(listener.name()).getPort();
            LOG.info("{} listens on {}", listener.name(), new Endpoint(listener.host(), port));
        });
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

    @Override
    public void close() {
        parts.close();
    }
}
