package org.irilb.consul.kv;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.irilb.consul.api.ReadFailure;
import org.irilb.consul.watch.Answer;
import org.irilb.consul.watch.WatchLoop;

/**
 * The values as we hold them to be. A key that is gone is believed once most servers say so and our token may read it,
 * and not right after a break, in which Consul may have lost what it knew; all else takes effect at once. One Vert.x
 * loop's.
 */
final class KvKeeper implements WatchLoop.Taker<Map<String, String>> {

    private final Consumer<Map<String, String>> publish;
    private Map<String, String> values = Map.of();
    private boolean everTaken;

    KvKeeper(Consumer<Map<String, String>> publish) {
        this.publish = publish;
    }

    Set<String> keys() {
        return values.keySet();
    }

    @Override
    public WatchLoop.Taken take(Answer<Map<String, String>> answer, WatchLoop.Sight sight) {
        Map<String, String> now = answer.value();
        boolean doubted = !now.keySet().containsAll(values.keySet()) && !(sight.careful() && sight.settled());
        Map<String, String> believed = doubted ? new TreeMap<>(values) : new TreeMap<>();
        believed.putAll(now);
        boolean changed = !everTaken || !believed.equals(values);
        if (changed) {
            publish.accept(Map.copyOf(believed));
            values = Map.copyOf(believed);
            everTaken = true;
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
