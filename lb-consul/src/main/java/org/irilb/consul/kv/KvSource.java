package org.irilb.consul.kv;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.irilb.consul.api.ConsulAccess;
import org.irilb.consul.api.ConsulApi;
import org.irilb.consul.api.ReadFailure;
import org.irilb.consul.watch.Contact;
import org.irilb.consul.watch.DatacenterApi;
import org.irilb.consul.watch.Pace;
import org.irilb.consul.watch.Watch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The values below a prefix of Consul's KV store, followed with one blocking query for as long as it is open. Consul may
 * be away at the start or at any time; the values stay as they were until it answers again. Reads and publishes on a loop
 * of its own; the status may be read by any thread.
 */
public final class KvSource implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KvSource.class);

    private final String name;
    private final String prefix;
    private final Vertx vertx = ConsulApi.vertx();
    private final Watch<Map<String, String>> watch;

    private KvSource(
            ConsulAccess access,
            Optional<String> datacenter,
            Duration maxStale,
            String prefix,
            Pace pace,
            Consumer<Map<String, String>> publish) {
        this.name = "keys below " + prefix;
        this.prefix = prefix;
        ConsulApi api = new ConsulApi(vertx, access);
        KvKeeper keeper = new KvKeeper(publish);
        KvQuery query = new KvQuery(new DatacenterApi(api, datacenter), prefix, keeper::keys);
        this.watch = new Watch<>(name, vertx, pace, maxStale, api, query, keeper);
    }

    /**
     * Begins to read; returns at once.
     *
     * @param datacenter empty for that of the agent
     * @param maxStale how long a server may have been without its leader and still be believed
     * @param prefix without a slash at its ends
     * @param publish takes all values by their keys below the prefix, after the first read and whenever they have
     *     changed; called on the source's own loop, so it may not block
     */
    public static KvSource start(
            ConsulAccess access,
            Optional<String> datacenter,
            Duration maxStale,
            String prefix,
            Consumer<Map<String, String>> publish) {
        return start(access, datacenter, maxStale, prefix, Pace.STANDARD, publish);
    }

    static KvSource start(
            ConsulAccess access,
            Optional<String> datacenter,
            Duration maxStale,
            String prefix,
            Pace pace,
            Consumer<Map<String, String>> publish) {
        KvSource source = new KvSource(access, datacenter, maxStale, prefix, pace, publish);
        source.watch.start();
        return source;
    }

    /** How it fares; any thread. */
    public KvStatus status() {
        Contact contact = watch.contact();
        return new KvStatus(
                prefix,
                contact.last(),
                contact.index(),
                contact.failures(),
                contact.failure().map(ReadFailure::getMessage));
    }

    /** Stops reading; nothing is published once this has returned. */
    @Override
    public void close() {
        watch.stop();
        try {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        } catch (CompletionException e) {
            LOG.warn("{}: not closed cleanly: {}", name, String.valueOf(e.getMessage()));
        }
    }
}
