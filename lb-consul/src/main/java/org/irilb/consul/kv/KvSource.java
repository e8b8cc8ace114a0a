package org.irilb.consul.kv;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.irilb.consul.api.ConsulAccess;
import org.irilb.consul.api.ConsulApi;
import org.irilb.consul.api.ReadFailure;
import org.irilb.consul.watch.Contact;
import org.irilb.consul.watch.DatacenterApi;
import org.irilb.consul.watch.Watch;
import org.irilb.consul.watch.WatchPace;

/**
 * The values below a prefix of Consul's KV store, followed with one blocking query for as long as it is open. Consul may
 * be away at the start or at any time; the values stay as they were until it answers again. Reads and publishes on a loop
 * of its own; the status may be read by any thread.
 */
public final class KvSource implements AutoCloseable {

    private final String name;
    private final String prefix;
    private final Vertx vertx = ConsulApi.vertx();
    private final Optional<ValuesSnapshot> snapshot;
    private final KvKeeper keeper;
    private final Watch<Map<String, String>> watch;

    private KvSource(
            ConsulAccess access,
            Optional<String> datacenter,
            Duration maxStale,
            String prefix,
            Optional<Path> snapshot,
            UnaryOperator<Map<String, String>> publish) {
        this.name = "keys below " + prefix;
        this.prefix = prefix;
        ConsulApi api = new ConsulApi(vertx, access);
        this.snapshot = snapshot.map(path -> new ValuesSnapshot(path, prefix, datacenter));
        this.keeper = new KvKeeper(name, this.snapshot, publish);
        KvQuery query = new KvQuery(new DatacenterApi(api, datacenter), prefix, keeper::keys);
        this.watch = new Watch<>(name, vertx, WatchPace.STANDARD, maxStale, api, query, keeper);
    }

    /**
     * Begins to read; returns at once, and works with the snapshot then, if there is one.
     *
     * @param datacenter empty for that of the agent
     * @param maxStale how long a server may have been without its leader and still be believed
     * @param prefix without a slash at its ends
     * @param snapshot where the last values are kept for a start without Consul; empty for nowhere
     * @param publish takes all values by their keys below the prefix, those of the snapshot, after the first read and
     *     whenever they have changed, and returns those to be kept; called on the source's own loop after this has
     *     returned, so it may not block
     */
    public static KvSource start(
            ConsulAccess access,
            Optional<String> datacenter,
            Duration maxStale,
            String prefix,
            Optional<Path> snapshot,
            UnaryOperator<Map<String, String>> publish) {
        KvSource source = new KvSource(access, datacenter, maxStale, prefix, snapshot, publish);
        source.keeper.begin();
        source.watch.start();
        return source;
    }

    /** How it fares; any thread. */
    public KvStatus status() {
        Contact contact = watch.contact();
        return new KvStatus(
                prefix,
                keeper.origin(),
                contact.last(),
                contact.index(),
                contact.failures(),
                contact.failure().map(ReadFailure::getMessage));
    }

    /** Stops reading; nothing is published once this has returned, and the snapshot is written. */
    @Override
    public void close() {
        watch.stop();
        ConsulApi.close(vertx, name);
        snapshot.ifPresent(ValuesSnapshot::close);
    }
}
