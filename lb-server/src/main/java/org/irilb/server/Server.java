package org.irilb.server;

import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.irilb.consul.directory.DirectorySource;
import org.irilb.consul.registry.DirectoryRegistry;
import org.irilb.consul.registry.NodeRegistry;
import org.irilb.core.LoadBalancer;
import org.irilb.core.config.BalancerConfig;
import org.irilb.core.metrics.BalancerStatus;
import org.irilb.server.accesslog.AccessLogWriter;
import org.irilb.server.acme.Acme;
import org.irilb.server.admin.Managed;
import org.irilb.server.admin.process.RecentLog;
import org.irilb.server.admin.stat.Build;
import org.irilb.server.admin.stat.Statistics;
import org.irilb.server.admin.stat.StatisticsTicker;
import org.irilb.server.cli.Failure;
import org.irilb.server.config.Endpoint;
import org.irilb.server.config.LogSettings;
import org.irilb.server.config.NodesSettings;
import org.irilb.server.config.Settings;
import org.irilb.server.consul.ConsulParts;
import org.irilb.server.consul.ConsulView;
import org.irilb.server.health.HealthChecks;
import org.irilb.server.metrics.AcmeMetrics;
import org.irilb.server.metrics.ConsulMetrics;
import org.irilb.server.metrics.MetricSource;
import org.irilb.server.metrics.TlsMetrics;
import org.irilb.server.nodecheck.NodeCheckDoor;
import org.irilb.server.web.AdminWeb;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The balancer and what belongs to it. One thread's. */
final class Server implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Server.class);

    private static final Duration FIRST_NODES = Duration.ofMillis(500);

    private final BalancerConfig config;
    private final LoadBalancer balancer;
    private final Optional<AccessLogWriter> accessLog;
    private final Optional<ConsulParts> consul;
    private final RecentLog log;
    private final Parts parts;

    private Server(
            BalancerConfig config,
            LoadBalancer balancer,
            Optional<AccessLogWriter> accessLog,
            Optional<ConsulParts> consul,
            RecentLog log,
            Parts parts) {
        this.config = config;
        this.balancer = balancer;
        this.accessLog = accessLog;
        this.consul = consul;
        this.log = log;
        this.parts = parts;
    }

    /** @throws Failure if something can't be started; nothing is left open */
    static Server start(Settings settings) {
        Parts parts = new Parts();
        try {
            RecentLog log = parts.add(LogTap.open()).kept();
            // before the balancer, so that it is closed after it
            Optional<AccessLogWriter> accessLog = openAccessLog(settings.log(), parts);
            // before the balancer, which opens listeners with its file
            Acme acme = parts.add(Startup.attempt(() -> Acme.prepare(settings.acme(), settings.certbot())));
            LoadBalancer balancer = openBalancer(settings.balancer(), accessLog, parts);
            RuleFiles.watch(settings.balancer(), balancer, parts);
            HealthChecks health = parts.add(HealthChecks.start(settings.health(), balancer));
            Optional<ConsulParts> consul = openNodes(settings.nodes(), balancer, health, parts);
            acceptOverNodes(balancer);
            acme.start(balancer);
            Statistics statistics = new Statistics(balancer);
            Optional<Supplier<ConsulView>> view = consul.map(source -> source::view);
            parts.add(StatisticsTicker.start(statistics));
            Watching watching = new Watching(settings.admin(), parts);
            watching.openSockets(new Managed(balancer, statistics, view, registry(settings.nodes()), log));
            List<MetricSource> metrics = Stream.concat(
                            consul
                                    .<MetricSource>map(source -> new ConsulMetrics(
                                            () -> source.view().datacenters()))
                                    .stream(),
                            Stream.of(new AcmeMetrics(acme::status), new TlsMetrics(balancer::certificates)))
                    .toList();
            NodeCheckDoor door = health.door(settings.health().checkAnybody());
            watching.openWeb(new AdminWeb.Shown(statistics, metrics, door));
            consul.ifPresent(source -> source.register(
                    firstPort(settings.balancer(), balancer), Build.read().version()));
            return new Server(settings.balancer(), balancer, accessLog, consul, log, parts);
        } catch (RuntimeException | Error e) { // loops that go on would keep the process
            parts.close();
            throw e;
        }
    }

    private static int firstPort(BalancerConfig config, LoadBalancer balancer) {
        return balancer.address(config.listeners().get(0).name()).getPort();
    }

    private static Optional<AccessLogWriter> openAccessLog(LogSettings log, Parts parts) {
        return log.access().map(format -> parts.add(AccessLogWriter.start(format, log, Journal.isOutput())));
    }

    private static LoadBalancer openBalancer(BalancerConfig config, Optional<AccessLogWriter> accessLog, Parts parts) {
        config.listeners().forEach(listener -> Startup.resolve("listeners", listener.host(), listener.port()));
        return parts.add(Startup.attempt(() -> LoadBalancer.bind(config, accessLog)));
    }

    /** @return what works with Consul, if that is where they come from */
    private static Optional<ConsulParts> openNodes(
            NodesSettings nodes, LoadBalancer balancer, HealthChecks health, Parts parts) {
        if (nodes instanceof NodesSettings.Directory directory) {
            if (!Files.isDirectory(directory.path())) {
                throw new Failure("nodes.directory: " + directory.path()
                        + " (expected: a directory of service definitions; the command demo needs none)");
            }
            LOG.info("nodes come from {}", directory.path());
            parts.add(DirectorySource.startWithChecks(directory.path(), (list, checks) -> {
                if (list.isEmpty()) {
                    LOG.warn("{}: no nodes, requests are answered 503", directory.path());
                }
                balancer.updateNodes(list);
                health.update(list, checks);
            }));
        } else if (nodes instanceof NodesSettings.Consul consul) {
            LOG.info("nodes come from Consul, {}", consul.settings());
            ConsulParts source = parts.add(ConsulParts.start(consul, health.trustsConsul(), balancer, list -> {
                balancer.updateNodes(list);
                health.update(list);
            }));
            return Optional.of(source);
        }
        return Optional.empty();
    }

    /** A source that answers at all mostly answers at once; one that doesn't mustn't keep clients waiting for an answer. */
    private static void acceptOverNodes(LoadBalancer balancer) {
        try {
            if (!balancer.awaitNodes(FIRST_NODES)) {
                LOG.info("no nodes are known yet");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // asked to end; whoever waits for that hears of it
        }
        balancer.accept();
    }

    /** Where nodes can be added; those of Consul are registered by others. */
    private static Optional<NodeRegistry> registry(NodesSettings nodes) {
        return nodes instanceof NodesSettings.Directory directory
                ? Optional.of(new DirectoryRegistry(directory.path(), NodesSettings.SERVICE))
                : Optional.empty();
    }

    /** Says what is running, and where. */
    void announce() {
        BalancerStatus status = balancer.status();
        LOG.info("iri-lb {}: {} workers, {}", Build.read().version(), status.workers(), status.transport());
        config.listeners().forEach(listener -> {
            int port = balancer.address(listener.name()).getPort();
            LOG.info("{} listens on {}", listener.name(), new Endpoint(listener.host(), port));
        });
        log.started();
    }

    /** Opens log files again, because others have renamed them. Any thread. */
    void reopenLogs() {
        accessLog.ifPresentOrElse(
                AccessLogWriter::reopen, () -> LOG.info("SIGHUP: there is no access log to open again"));
    }

    /**
     * Takes no more connections and lets what runs finish.
     *
     * @param limit how long that may take
     * @throws InterruptedException if it was interrupted; {@link #close} ends the rest
     */
    void drain(Duration limit) throws InterruptedException {
        consul.ifPresent(ConsulParts::deregister);
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
