package org.irilb.consul.kv;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.irilb.consul.api.ReadFailure;
import org.irilb.consul.snapshot.Origin;
import org.irilb.consul.watch.Answer;
import org.irilb.consul.watch.WatchLoop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The values as we hold them to be. A key that is gone is believed once most servers say so and our token may read it,
 * and not right after a break, in which Consul may have lost what it knew; all else takes effect at once. One Vert.x
 * loop's, once it is begun with; {@link #origin} is any thread's.
 */
final class KvKeeper implements WatchLoop.Taker<Map<String, String>> {

    private static final Logger LOG = LoggerFactory.getLogger(KvKeeper.class);

    private final String name;
    private final Optional<ValuesSnapshot> snapshot;
    private final UnaryOperator<Map<String, String>> publish;
    private Map<String, String> values = Map.of();
    private volatile Origin origin = Origin.NOWHERE;

    /**
     * @param name for the log
     * @param publish takes all values, and returns those to be kept for a start without Consul
     */
    KvKeeper(String name, Optional<ValuesSnapshot> snapshot, UnaryOperator<Map<String, String>> publish) {
        this.name = name;
        this.snapshot = snapshot;
        this.publish = publish;
    }

    /** Works with what an earlier run left, until Consul says otherwise: a rule must not lapse because of a restart. */
    void begin() {
        snapshot.flatMap(ValuesSnapshot::read).ifPresent(content -> {
            LOG.info("{}: those of {} hold until Consul answers", name, content.saved());
            values = Map.copyOf(content.values());
            publish.apply(values);
            origin = Origin.SNAPSHOT;
        });
    }

    Set<String> keys() {
        return values.keySet();
    }

    Origin origin() {
        return origin;
    }

    @Override
    public WatchLoop.Taken take(Answer<Map<String, String>> answer, WatchLoop.Sight sight) {
        Map<String, String> now = answer.value();
        boolean doubted = !now.keySet().containsAll(values.keySet()) && !(sight.careful() && sight.settled());
        Map<String, String> believed = doubted ? new TreeMap<>(values) : new TreeMap<>();
        believed.putAll(now);
        boolean changed = origin != Origin.CONSUL || !believed.equals(values);
        if (changed) {
            values = Map.copyOf(believed);
            Map<String, String> used = publish.apply(values);
            snapshot.ifPresent(kept -> kept.save(used));
            origin = Origin.CONSUL;
        }
        if (doubted) {
            return WatchLoop.Taken.DOUBTED;
        }
        return changed ? WatchLoop.Taken.CHANGED : WatchLoop.Taken.UNCHANGED;
    }

    @Override
    public void failed(ReadFailure failure) {
        // what was read last holds
    }
}
