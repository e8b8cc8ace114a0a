package org.irilb.consul;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.ext.consul.ConsulClient;
import io.vertx.ext.consul.ConsulClientOptions;
import io.vertx.ext.consul.ServiceEntry;
import io.vertx.ext.consul.ServiceQueryOptions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.irilb.core.config.NodeConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Nodes from Consul: all instances of one service, followed with one blocking query for as long as it is open. Consul
 * may be away at the start or at any time; the nodes stay as they were until it answers again. Reads and publishes on
 * a loop of its own; the status may be read by any thread.
 */
public final class ConsulSource implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ConsulSource.class);
    private static final int CONNECT_MILLIS = 5000;

    private final ConsulSettings settings;
    private final Consumer<List<NodeConfig>> publish;
    private final Vertx vertx;
    private final ConsulClient client;
    private final BlockingLoop<List<ServiceEntry>> loop;
    private final NodeList nodes = new NodeList();
    private Optional<List<NodeConfig>> published = Optional.empty();

    private ConsulSource(ConsulSettings settings, Pace pace, Consumer<List<NodeConfig>> publish) {
        this.settings = settings;
        this.publish = publish;
        this.vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        this.client = ConsulClient.create(vertx, options(settings, pace));
        this.loop = new BlockingLoop<>(
                settings.toString(),
                vertx,
                pace,
                () -> ThreadLocalRandom.current().nextDouble(),
                blocking -> client.healthServiceNodesWithOptions(
                                settings.service(), false, new ServiceQueryOptions().setBlockingOptions(blocking))
                        .map(list -> new BlockingLoop.Answer<>(list.getIndex(), list.getList())),
                this::answered);
    }

    private static ConsulClientOptions options(ConsulSettings settings, Pace pace) {
        ConsulClientOptions options = new ConsulClientOptions()
                .setHost(settings.address().host())
                .setPort(settings.address().port())
                .setTimeout(pace.patience().toMillis())
                .setConnectTimeout(CONNECT_MILLIS)
                .setTcpKeepAlive(true)
                .setFollowRedirects(false)
                .setUserAgent("iri-lb")
                .setSsl(settings.address().tls());
        settings.token().ifPresent(options::setAclToken);
        settings.datacenter().ifPresent(options::setDc);
        settings.caFile()
                .ifPresent(file -> options.setTrustOptions(new PemTrustOptions().addCertPath(file.toString())));
        return options;
    }

    /**
     * Begins to read; returns at once.
     *
     * @param publish takes all nodes, sorted by ID, after the first read and whenever they have changed; called on the
     *     source's own loop, so it may not block
     */
    public static ConsulSource start(ConsulSettings settings, Consumer<List<NodeConfig>> publish) {
        return start(settings, Pace.STANDARD, publish);
    }

    static ConsulSource start(ConsulSettings settings, Pace pace, Consumer<List<NodeConfig>> publish) {
        ConsulSource source = new ConsulSource(settings, pace, publish);
        source.loop.start();
        return source;
    }

    /** How it fares; any thread. */
    public ConsulStatus status() {
        return loop.status();
    }

    private void answered(List<ServiceEntry> entries) {
        List<NodeConfig> now =
                nodes.update(entries.stream().map(ConsulEntries::instance).toList());
        if (published.isPresent() && published.get().equals(now)) {
            return;
        }
        if (now.isEmpty()) {
            LOG.warn("{}: no instances, or none that the token may read", settings);
        }
        publish.accept(now);
        published = Optional.of(now);
    }

    /** Stops reading; nothing is published once this has returned. */
    @Override
    public void close() {
        loop.stop();
        try {
            client.close();
            vertx.close().toCompletionStage().toCompletableFuture().join();
        } catch (CompletionException e) {
            LOG.warn("{}: not closed cleanly: {}", settings, e.getMessage());
        }
    }
}
