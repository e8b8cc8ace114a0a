package org.irilb.core.pool;

import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.irilb.core.config.FailoverConfig;
import org.irilb.core.config.NodeConfig;
import org.irilb.core.config.ServiceState;

/**
 * How far away the nodes are that serve a pool: those of the nearest zone, and of farther ones while the nearer have too
 * little capacity. Capacity is weight: that of usable nodes against all that is registered in the nearest zone that has
 * any. Immutable.
 *
 * @param serving rank of the farthest zone that serves
 * @param needed rank of the farthest zone that is needed; those between the two fade out
 * @param sinceNanos since when no farther one is needed, as {@link System#nanoTime()} tells it
 */
record Reach(int serving, int needed, long sinceNanos) {

    private record Capacity(long usable, long registered) {

        private static final Capacity NONE = new Capacity(0, 0);

        Capacity with(NodeConfig node) {
            long weight = node.weight();
            return new Capacity(usable + (node.state() == ServiceState.READY ? weight : 0), registered + weight);
        }
    }

    /** As far as is needed. */
    static Reach first(List<NodeConfig> nodes, FailoverConfig config, long nowNanos) {
        int needed = needed(nodes, config.belowPercent());
        return new Reach(needed, needed, nowNanos);
    }

    /** Farther at once if that is needed; less far when it hasn't been needed for some time. */
    Reach next(List<NodeConfig> nodes, FailoverConfig config, long nowNanos) {
        int now = needed(nodes, config.belowPercent());
        if (now >= serving) {
            return new Reach(now, now, nowNanos);
        }
        long since = now == needed ? sinceNanos : nowNanos;
        return nowNanos - since >= config.returnAfter().toNanos()
                ? new Reach(now, now, nowNanos)
                : new Reach(serving, now, since);
    }

    private static int needed(List<NodeConfig> nodes, int percent) {
        SortedMap<Integer, Capacity> zones = new TreeMap<>();
        nodes.forEach(
                node -> zones.merge(node.zone().rank(), Capacity.NONE.with(node), (before, one) -> before.with(node)));
        long wanted = zones.values().stream()
                .mapToLong(Capacity::registered)
                .filter(weight -> weight > 0)
                .findFirst()
                .orElse(0);
        long usable = 0;
        for (var zone : zones.entrySet()) {
            usable += zone.getValue().usable();
            if (usable > 0 && usable * 100 >= wanted * percent) {
                return zone.getKey();
            }
        }
        return zones.isEmpty() ? 0 : zones.lastKey();
    }

    /** Whether time alone will change it, {@code returnAfter} from {@link #sinceNanos}. */
    boolean isFading() {
        return needed < serving;
    }

    /** The part that a node of a zone has. */
    Part part(int rank, Duration returnAfter) {
        if (rank > serving) {
            return Part.STANDBY;
        }
        return rank > needed ? Part.fading(sinceNanos, returnAfter.toNanos()) : Part.FULL;
    }
}
