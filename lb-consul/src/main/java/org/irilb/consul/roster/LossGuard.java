package org.irilb.consul.roster;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.irilb.consul.watch.WatchLoop;
import org.irilb.core.config.NodeConfig;
import org.irilb.core.config.ServiceState;

/**
 * Doubts an answer that takes many healthy nodes away at once: nodes vanish from Consul when an agent restarts, a server
 * has lost its data or a token its rights, and serve on. What is lost stays as it was, until most servers say that it is
 * gone or, after a break, until the time is over; all else takes effect. Once something is doubted, no further loss is
 * believed before that.
 * One thread's.
 */
final class LossGuard {

    /**
     * @param nodes what to work with
     * @param held IDs of nodes that are only there because their loss is doubted
     */
    record Judgement(List<NodeConfig> nodes, Set<String> held) {

        boolean isDoubted() {
            return !held.isEmpty();
        }
    }

    private final LossRule rule;
    private OptionalLong sinceNanos = OptionalLong.empty();
    /** Whether there was a break before what is doubted, so that it may just be about to come back. */
    private boolean broken;

    LossGuard(LossRule rule) {
        this.rule = rule;
    }

    /**
     * @param before what was worked with so far
     * @param now what Consul says
     * @param inMaintenance IDs of nodes that somebody took out on purpose: that is no loss
     * @param nowNanos the time as {@link System#nanoTime()} tells it
     */
    Judgement judge(
            List<NodeConfig> before,
            List<NodeConfig> now,
            Set<String> inMaintenance,
            WatchLoop.Sight sight,
            long nowNanos) {
        List<NodeConfig> healthy = before.stream().filter(LossGuard::isHealthy).toList();
        List<NodeConfig> lost = lost(healthy, now, inMaintenance);
        boolean doubtful = sinceNanos.isPresent() ? !lost.isEmpty() : rule.isLarge(lost.size(), healthy.size());
        broken |= !sight.settled();
        if (!doubtful || sight.careful() && !broken || isOver(nowNanos)) {
            sinceNanos = OptionalLong.empty();
            broken = false;
            return new Judgement(now, Set.of());
        }
        sinceNanos = OptionalLong.of(sinceNanos.orElse(nowNanos));
        return new Judgement(merged(now, lost), ids(lost));
    }

    private boolean isOver(long nowNanos) {
        return sinceNanos.isPresent()
                && nowNanos - sinceNanos.getAsLong() >= rule.hold().toNanos();
    }

    private static boolean isHealthy(NodeConfig node) {
        return node.state() == ServiceState.READY;
    }

    private static List<NodeConfig> lost(List<NodeConfig> healthy, List<NodeConfig> now, Set<String> inMaintenance) {
        Set<String> kept = now.stream()
                .filter(node -> isHealthy(node) || inMaintenance.contains(node.id()))
                .map(NodeConfig::id)
                .collect(Collectors.toSet());
        return healthy.stream().filter(node -> !kept.contains(node.id())).toList();
    }

    private static List<NodeConfig> merged(List<NodeConfig> now, List<NodeConfig> lost) {
        Map<String, NodeConfig> said = now.stream().collect(Collectors.toMap(NodeConfig::id, Function.identity()));
        Set<String> held = ids(lost);
        List<NodeConfig> merged = new ArrayList<>(
                now.stream().filter(node -> !held.contains(node.id())).toList());
        for (NodeConfig node : lost) {
            NodeConfig gone = said.get(node.id());
            String why = gone == null ? "gone from Consul" : gone.reason();
            merged.add(node.in(node.state(), "loss not believed yet: " + why));
        }
        merged.sort(Comparator.comparing(NodeConfig::id));
        return List.copyOf(merged);
    }

    private static Set<String> ids(List<NodeConfig> nodes) {
        return nodes.stream().map(NodeConfig::id).collect(Collectors.toCollection(TreeSet::new));
    }
}
