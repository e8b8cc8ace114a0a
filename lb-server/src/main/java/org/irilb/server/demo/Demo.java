package org.irilb.server.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.irilb.consul.directory.DirectorySource;
import org.irilb.core.LoadBalancer;
import org.irilb.core.config.NodeConfig;
import org.irilb.core.config.Scheme;
import org.irilb.core.metrics.BalancerStatus;
import org.irilb.core.metrics.BalancerStatus.PoolStatus;
import org.irilb.server.admin.AdminSocket;
import org.irilb.server.admin.Managed;
import org.irilb.server.admin.stat.Statistics;
import org.irilb.server.admin.stat.StatisticsTicker;
import org.irilb.server.config.ConfigException;
import org.irilb.server.config.ConfigFile;
import org.irilb.server.config.Settings;
import org.irilb.server.health.HealthChecks;

/**
 * A balancer over three simulated nodes, which are described by service definitions that may be edited while it runs:
 * one does proof of work, one is reached over HTTPS with a certificate that isn't verified, one is plain. To be started
 * and closed by one thread.
 */
public final class Demo implements AutoCloseable {

    public static final int PORT = 14_267;
    public static final int ADMIN_PORT = 9_999;

    private static final String LISTENER = "iri_front";
    private static final Duration POW_TIME = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** Three nodes, one of them in both pools. */
    private static final int MEMBERS = 4;

    private final PrintWriter out;
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final DemoFiles files;
    private final SimulatedNode pow;
    private final SimulatedNode https;
    private final SimulatedNode plain;
    private final LoadBalancer balancer;
    private final AdminSocket admin;
    /** The starter's until the source has a thread, then that thread's; and so is the next one. */
    private List<NodeConfig> nodes = List.of();

    private boolean first = true;

    private Demo(int port, int adminPort, PrintWriter out) {
        this.out = out;
        try {
            files = part(DemoFiles.create());
            Tangle tangle = new Tangle();
            pow = part(SimulatedNode.start(Scheme.HTTP, NodeTraits.pow(POW_TIME), tangle));
            https = part(SimulatedNode.start(Scheme.HTTPS, NodeTraits.plain(), tangle));
            plain = part(SimulatedNode.start(Scheme.HTTP, NodeTraits.plain(), tangle));
            write(port, adminPort);
            Settings settings = ConfigFile.read(files.config(), Map.of()).settings();
            balancer = part(orOtherPort("--port", port, () -> LoadBalancer.start(settings.balancer())));
            Statistics statistics = new Statistics(balancer);
            part(StatisticsTicker.start(statistics));
            InetSocketAddress adminAddress = new InetSocketAddress("127.0.0.1", adminPort);
            admin = part(orOtherPort(
                    "--admin-port", adminPort, () -> AdminSocket.open(adminAddress, Managed.of(balancer, statistics))));
            long empty = balancer.status().snapshotVersion();
            HealthChecks health = part(HealthChecks.start(settings.health(), balancer));
            part(DirectorySource.startWithChecks(files.services(), (list, checks) -> {
                changed(list);
                health.update(list, checks);
            }));
            awaitNodes(empty);
        } catch (RuntimeException e) {
            close();
            throw e;
        } catch (ConfigException e) {
            close();
            throw new IllegalStateException(e);
        }
    }

    /**
     * Starts it and says what can be done with it; later it prints a line whenever a node changes.
     *
     * @param port of 127.0.0.1 for clients; 0 lets the system choose
     * @param adminPort of 127.0.0.1 for the admin socket; 0 lets the system choose
     * @throws UncheckedIOException if a port can't be had; the message of its cause is for the user. Nothing is left
     *     open then
     */
    public static Demo start(int port, int adminPort, PrintWriter out) {
        Demo demo = new Demo(port, adminPort, out);
        out.print(DemoGuide.text(demo));
        out.flush();
        return demo;
    }

    private <T extends AutoCloseable> T part(T part) {
        parts.push(part);
        return part;
    }

    private void write(int port, int adminPort) {
        files.writeConfig(port, adminPort);
        files.writeAttach();
        files.writeService("pow", pow.port(), List.of("pow=true", "maxconn=1", "weight=1"));
        files.writeService("https", https.port(), List.of("scheme=https", "sslverify=0", "maxconn=4", "weight=1"));
        files.writeService("plain", plain.port(), List.of("maxconn=4", "weight=2"));
    }

    private interface Opening<T> {
        T open();
    }

    private static <T> T orOtherPort(String option, int port, Opening<T> opening) {
        try {
            return opening.open();
        } catch (UncheckedIOException e) {
            String reason = String.valueOf(e.getCause().getMessage());
            String what = reason.contains("Address already in use") ? "is taken" : "can't be used: " + reason;
            throw new UncheckedIOException(new IOException(
                    "port " + port + " of 127.0.0.1 " + what + " (" + option + " N chooses another, " + option
                            + " 0 any that is free)",
                    e));
        }
    }

    /** The first list is in the guide. */
    private void changed(List<NodeConfig> now) {
        if (!first) {
            LocalTime time = LocalTime.now().truncatedTo(ChronoUnit.SECONDS);
            NodeChanges.between(nodes, now).forEach(line -> out.println(time + " " + line));
            out.flush();
        }
        first = false;
        nodes = now;
        balancer.updateNodes(now);
    }

    /** Until the loops have the nodes, requests would be refused. */
    private void awaitNodes(long empty) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!haveNodes(balancer.status(), empty)) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("the nodes were not taken within " + PATIENCE.toSeconds() + " s");
            }
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }

    private static boolean haveNodes(BalancerStatus status, long empty) {
        return status.snapshotVersion() > empty
                && status.pools().stream().mapToInt(PoolStatus::usable).sum() == MEMBERS;
    }

    /** Where clients connect. */
    public InetSocketAddress address() {
        return balancer.address(LISTENER);
    }

    /** Where {@code show stat} is answered. */
    public InetSocketAddress adminAddress() {
        return (InetSocketAddress) admin.addresses().get(0);
    }

    /** The directory of the service definitions. */
    public Path services() {
        return files.services();
    }

    DemoFiles files() {
        return files;
    }

    SimulatedNode pow() {
        return pow;
    }

    SimulatedNode https() {
        return https;
    }

    SimulatedNode plain() {
        return plain;
    }

    /** Ends it and removes its files. */
    @Override
    public void close() {
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            try {
                part.close();
            } catch (Exception e) {
                out.println("not closed in order: " + e.getMessage());
            }
        }
        out.flush();
    }
}
