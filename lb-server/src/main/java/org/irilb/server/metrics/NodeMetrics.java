package org.irilb.server.metrics;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import org.irilb.core.metrics.NodeFacts;
import org.irilb.core.metrics.NodeHealth;
import org.irilb.server.admin.stat.View;

/** How nodes fare, and what they say of themselves. Stateless. */
final class NodeMetrics implements MetricSource {

    @Override
    public void write(View view, Exposition out) {
        new Nodes(nodes(view), out).write();
    }

    /** A node may be in several pools, and fares alike in all. */
    private static Map<LabelSet, NodeHealth> nodes(View view) {
        Map<String, NodeHealth> byId = new LinkedHashMap<>();
        view.status()
                .pools()
                .forEach(pool -> pool.servers().forEach(server -> byId.put(server.name(), server.health())));
        Map<LabelSet, NodeHealth> nodes = new LinkedHashMap<>();
        byId.forEach((id, health) -> nodes.put(LabelSet.of("node", id), health));
        return nodes;
    }

    private static OptionalLong known(long value) {
        return value < 0 ? OptionalLong.empty() : OptionalLong.of(value);
    }

    /** All nodes, for one scrape. */
    private record Nodes(Map<LabelSet, NodeHealth> all, Exposition out) {

        void write() {
            out.gauge("irilb_node_up", "whether the balancer's own checks find a node up");
            all.forEach((node, health) -> health.checks().ifPresent(checks -> out.value(node, checks.isUp() ? 1 : 0)));
            out.counter("irilb_node_flaps_total", "how often these have taken it down");
            all.forEach((node, health) -> health.checks()
                    .ifPresent(checks -> out.value(node, checks.outages().downs())));
            out.gauge("irilb_node_ejected", "whether what happened to requests keeps a node out");
            all.forEach((node, health) -> out.value(node, health.evidence().isOut() ? 1 : 0));
            out.counter("irilb_node_ejections_total", "how often a node was found guilty of that");
            all.forEach((node, health) -> out.value(node, health.evidence().ejections()));
            out.gauge("irilb_node_info", "what a node runs, always 1");
            all.forEach((node, health) -> health.facts()
                    .ifPresent(facts ->
                            out.value(node.and("app", facts.appName()).and("version", facts.appVersion()), 1)));
            facts("latest_milestone", "newest one that a node has heard of", facts -> known(facts.latestMilestone()));
            facts("solid_milestone", "newest one that a node has in full", facts -> known(facts.solidMilestone()));
            facts("milestone_lag", "how many a node is behind what the others have heard of", NodeFacts::lag);
            facts("neighbors", "neighbours of a node", facts -> known(facts.neighbors()));
        }

        private void facts(String name, String help, Function<NodeFacts, OptionalLong> fact) {
            out.gauge("irilb_node_" + name, help);
            all.forEach((node, health) ->
                    health.facts().map(fact).orElse(OptionalLong.empty()).ifPresent(value -> out.value(node, value)));
        }
    }
}
