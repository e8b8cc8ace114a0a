package org.irilb.core;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.irilb.core.config.AddressBlock;
import org.irilb.core.config.BalancerConfig;
import org.irilb.core.config.ByHand;
import org.irilb.core.config.HealthVerdict;
import org.irilb.core.config.NodeConfig;
import org.irilb.core.config.RuleEdits;
import org.irilb.core.config.RuleLists;
import org.irilb.core.config.ServerName;

/**
 * What the control thread was told last.
 *
 * @param health what the balancer's own checks say, by node ID
 * @param nodesTold whether the nodes are what a source has told, be it none
 * @param whitelist sources besides those of the configuration
 * @param lists what all balancers are told besides
 * @param byHand what operators have set of servers
 * @param edits what operators have changed in the lists of rules
 * @param unknownHosts names of nodes that no name server knows
 */
record Inputs(
        BalancerConfig config,
        List<NodeConfig> nodes,
        Map<String, HealthVerdict> health,
        boolean nodesTold,
        List<AddressBlock> whitelist,
        RuleLists lists,
        Map<ServerName, ByHand> byHand,
        RuleEdits edits,
        Set<String> unknownHosts) {

    /** Of a balancer that was told nothing else yet. */
    static Inputs of(BalancerConfig config) {
        return new Inputs(
                config, List.of(), Map.of(), false, List.of(), RuleLists.NONE, Map.of(), RuleEdits.NONE, Set.of());
    }

    Inputs with(BalancerConfig config) {
        return new Inputs(config, nodes, health, nodesTold, whitelist, lists, byHand, edits, unknownHosts);
    }

    Inputs withNodes(List<NodeConfig> nodes) {
        return new Inputs(config, nodes, health, true, whitelist, lists, byHand, edits, unknownHosts);
    }

    Inputs withHealth(Map<String, HealthVerdict> health) {
        return new Inputs(config, nodes, health, nodesTold, whitelist, lists, byHand, edits, unknownHosts);
    }

    Inputs withWhitelist(List<AddressBlock> whitelist) {
        return new Inputs(config, nodes, health, nodesTold, whitelist, lists, byHand, edits, unknownHosts);
    }

    Inputs withLists(RuleLists lists) {
        return new Inputs(config, nodes, health, nodesTold, whitelist, lists, byHand, edits, unknownHosts);
    }

    Inputs withEdits(UnaryOperator<RuleEdits> change) {
        return new Inputs(
                config, nodes, health, nodesTold, whitelist, lists, byHand, change.apply(edits), unknownHosts);
    }

    Inputs withUnknownHosts(Set<String> hosts) {
        return new Inputs(config, nodes, health, nodesTold, whitelist, lists, byHand, edits, hosts);
    }

    Inputs withByHand(ServerName server, UnaryOperator<ByHand> change) {
        Map<ServerName, ByHand> all = new HashMap<>(byHand);
        ByHand changed = change.apply(all.getOrDefault(server, ByHand.NOTHING));
        if (changed.isNothing()) {
            all.remove(server);
        } else {
            all.put(server, changed);
        }
        return new Inputs(config, nodes, health, nodesTold, whitelist, lists, Map.copyOf(all), edits, unknownHosts);
    }

    ByHand byHand(String pool, String node) {
        return byHand.getOrDefault(new ServerName(pool, node), ByHand.NOTHING);
    }

    /** Everything that belongs to the lists of the rules. */
    RuleLists ruleLists() {
        return edits.applyTo(config.rules().lists().and(lists).and(RuleLists.whitelisting(whitelist)));
    }

    BalancerConfig editedConfig() {
        return config.with(config.rules().with(ruleLists()));
    }

    /** The nodes as their sources, the balancer's own checks and name servers see them together. */
    List<NodeConfig> judgedNodes() {
        return nodes.stream()
                .map(node -> health.getOrDefault(node.id(), HealthVerdict.FIT).applyTo(node))
                .map(node -> HostNames.applyTo(node, unknownHosts))
                .toList();
    }

    /** Whether it makes the same snapshot. */
    boolean saysAsMuchAs(Inputs other) {
        return Objects.equals(config, other.config) // mostly the same object, which it looks at first
                && nodes.equals(other.nodes)
                && health.equals(other.health)
                && whitelist.equals(other.whitelist)
                && lists.equals(other.lists)
                && byHand.equals(other.byHand)
                && edits.equals(other.edits)
                && unknownHosts.equals(other.unknownHosts);
    }
}
