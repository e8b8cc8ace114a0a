package org.irilb.health.cluster;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.irilb.core.config.HealthVerdict;
import org.irilb.core.config.ServiceState;
import org.irilb.health.check.NodeInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compares the milestones of all nodes, and takes those out that are behind the others. The checks' thread. */
public final class Milestones {

    private static final Logger LOG = LoggerFactory.getLogger(Milestones.class);

    private record Seen(long latest, long solid, long nanos) {}

    private final long maxLag;
    private final long freshNanos;
    private final Consumer<Map<String, HealthVerdict>> publish;
    private final Map<String, Seen> seen = new LinkedHashMap<>();
    private Map<String, HealthVerdict> behind = Map.of();
    private volatile Map<String, Long> lags = Map.of();

    /**
     * @param maxLag how many milestones a node may be behind, 1 or more; 0 for any number
     * @param freshNanos how long what a node has said is believed
     * @param publish takes who is behind, by ID, whenever that has changed
     */
    public Milestones(int maxLag, long freshNanos, Consumer<Map<String, HealthVerdict>> publish) {
        this.maxLag = maxLag;
        this.freshNanos = freshNanos;
        this.publish = publish;
    }

    /** No others are nodes now. */
    public void retain(Set<String> ids) {
        seen.keySet().retainAll(ids);
    }

    /** A node has told its state. One that tells no milestones is not compared. */
    public void told(String id, NodeInfo info, long nowNanos) {
        OptionalLong latest = info.latestMilestone();
        OptionalLong solid = info.solidMilestone();
        if (latest.isEmpty() || solid.isEmpty()) {
            seen.remove(id);
        } else {
            seen.put(id, new Seen(latest.getAsLong(), solid.getAsLong(), nowNanos));
        }
    }

    /** How many milestones a node was behind the newest when last judged; nothing if that isn't known. Any thread. */
    public OptionalLong lag(String id) {
        Long lag = lags.get(id);
        return lag == null ? OptionalLong.empty() : OptionalLong.of(lag);
    }

    private OptionalLong newest() {
        return Consensus.newest(
                seen.values().stream().mapToLong(node -> Math.max(0, node.latest())), Math.max(1, maxLag));
    }

    /** Compares what was told lately. To be called from time to time: it costs the more the more nodes there are. */
    public void judge(long nowNanos) {
        seen.values().removeIf(old -> nowNanos - old.nanos() > freshNanos);
        long newest = newest().orElse(0);
        Map<String, Long> lag = new HashMap<>();
        Map<String, HealthVerdict> now = new HashMap<>();
        seen.forEach((id, node) -> {
            lag.put(id, Math.max(0, newest - node.solid()));
            if (maxLag > 0 && newest - node.solid() > maxLag) {
                now.put(id, verdict(id, node, newest - node.solid()));
            }
        });
        lags = Map.copyOf(lag);
        if (!now.equals(behind)) {
            report(now);
            behind = now;
            publish.accept(Map.copyOf(now));
        }
    }

    /** The words stay while it is behind, so that not each milestone is a change. */
    private HealthVerdict verdict(String id, Seen node, long lag) {
        HealthVerdict known = behind.get(id);
        return known != null
                ? known
                : new HealthVerdict(
                        ServiceState.DOWN,
                        "milestone " + node.solid() + ", " + lag + " behind other nodes (expected: at most " + maxLag
                                + ")");
    }

    private void report(Map<String, HealthVerdict> now) {
        now.forEach((id, verdict) -> {
            if (!behind.containsKey(id)) {
                LOG.warn("node {} is out of sync: {}", id, verdict.reason());
            }
        });
        behind.keySet().stream()
                .filter(id -> !now.containsKey(id))
                .forEach(id -> LOG.info("node {} is no longer behind the others", id));
    }
}
