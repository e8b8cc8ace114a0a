package org.irilb.health.cluster;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.irilb.core.config.HealthVerdict;
import org.irilb.core.config.ServiceState;
import org.irilb.core.metrics.NodeFacts;
import org.irilb.health.check.NodeInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers what nodes say of themselves, compares their milestones, and takes those out that are behind the others. The
 * checks' thread, except where a method says otherwise.
 */
public final class Milestones {

    private static final Logger LOG = LoggerFactory.getLogger(Milestones.class);

    /** What a node has said, and when. */
    private record Told(NodeInfo info, long nanos) {

        boolean hasMilestones() {
            return info.latestMilestone().isPresent() && info.solidMilestone().isPresent();
        }

        long latest() {
            return Math.max(0, info.latestMilestone().orElse(0));
        }

        long solid() {
            return info.solidMilestone().orElse(0);
        }
    }

    private final long maxLag;
    private final long freshNanos;
    private final Consumer<Map<String, HealthVerdict>> publish;
    private final Map<String, Told> told = new ConcurrentHashMap<>();
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
        told.keySet().retainAll(ids);
    }

    /** A node has told its state. One that tells no milestones is not compared. */
    public void told(String id, NodeInfo info, long nowNanos) {
        told.put(id, new Told(info, nowNanos));
    }

    /** What a node said last of itself, however long ago, and how far it was behind when last judged. Any thread. */
    public Optional<NodeFacts> facts(String id, long nowNanos) {
        Long lag = lags.get(id);
        return Optional.ofNullable(told.get(id))
                .map(said -> said.info()
                        .facts(
                                lag == null ? OptionalLong.empty() : OptionalLong.of(lag),
                                Duration.ofNanos(nowNanos - said.nanos())));
    }

    /** Compares what was told lately. To be called from time to time: it costs the more the more nodes there are. */
    public void judge(long nowNanos) {
        Map<String, Told> fresh = new HashMap<>();
        told.forEach((id, said) -> {
            if (said.hasMilestones() && nowNanos - said.nanos() <= freshNanos) {
                fresh.put(id, said);
            }
        });
        long newest = Consensus.newest(fresh.values().stream().mapToLong(Told::latest), Math.max(1, maxLag))
                .orElse(0);
        Map<String, Long> lag = new HashMap<>();
        Map<String, HealthVerdict> now = new HashMap<>();
        fresh.forEach((id, node) -> {
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
    private HealthVerdict verdict(String id, Told node, long lag) {
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
