package org.irilb.consul.instance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.irilb.core.config.NodeConfig;
import org.irilb.core.config.ServiceState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The nodes of one source, and what each said of itself when it could last be read. Says once in the log what is wrong
 * with a node, and once when it is mended. One thread's: that of its source.
 */
public final class NodeList {

    private static final Logger LOG = LoggerFactory.getLogger(NodeList.class);

    private final Map<ServiceInstance.Key, NodeMapping.Settings> lastGood = new HashMap<>();
    private final Map<ServiceInstance.Key, List<String>> problems = new HashMap<>();
    private Set<String> inMaintenance = Set.of();
    private Map<String, List<DeclaredCheck>> declared = Map.of();
    private Set<String> sources = Set.of();

    /** IDs of nodes that somebody took out on purpose, by the last {@link #update}. */
    public Set<String> inMaintenance() {
        return inMaintenance;
    }

    /** Checks that nodes declare and nobody else runs, by node ID, by the last {@link #update}. */
    public Map<String, List<DeclaredCheck>> declared() {
        return declared;
    }

    /** Where the instances of the last {@link #update} that wasn't empty are registered. */
    public Set<String> sources() {
        return sources;
    }

    /** @return the nodes of these instances, sorted by ID, each ID once */
    public List<NodeConfig> update(List<ServiceInstance> instances) {
        Set<ServiceInstance.Key> present =
                instances.stream().map(ServiceInstance::key).collect(Collectors.toSet());
        lastGood.keySet().retainAll(present);
        problems.keySet().retainAll(present);
        List<NodeConfig> nodes = new ArrayList<>();
        Set<String> takenOut = new HashSet<>();
        Map<String, List<DeclaredCheck>> declares = new HashMap<>();
        for (NodeNames.Named named : NodeNames.of(instances)) {
            map(named).ifPresent(nodes::add);
            if (!named.instance().declared().isEmpty()) {
                declares.put(named.name(), named.instance().declared());
            }
            if (isTakenOut(named.instance())) {
                takenOut.add(named.name());
            }
        }
        inMaintenance = takenOut;
        declared = Map.copyOf(declares);
        if (!instances.isEmpty()) {
            sources = instances.stream().map(ServiceInstance::source).collect(Collectors.toSet());
        }
        return List.copyOf(nodes);
    }

    private boolean isTakenOut(ServiceInstance instance) {
        NodeMapping.Settings said = lastGood.get(instance.key());
        return said != null && said.tags().state() != ServiceState.READY
                || InstanceState.of(instance.checks()).worst() == InstanceState.Worst.MAINTENANCE;
    }

    private Optional<NodeConfig> map(NodeNames.Named named) {
        ServiceInstance.Key key = named.instance().key();
        NodeMapping.Mapped mapped =
                NodeMapping.map(named.name(), named.instance(), Optional.ofNullable(lastGood.get(key)));
        mapped.good().ifPresent(good -> lastGood.put(key, good));
        report(key, mapped);
        return mapped.node();
    }

    private void report(ServiceInstance.Key key, NodeMapping.Mapped mapped) {
        List<String> now = mapped.problems();
        List<String> before = now.isEmpty() ? problems.remove(key) : problems.put(key, now);
        if (now.isEmpty() && before != null) {
            LOG.info("node {}: can be read again", key);
        }
        if (!now.isEmpty() && !now.equals(before)) {
            String outcome = mapped.node().isPresent() ? "" : ", left out";
            now.forEach(problem -> LOG.warn("node {}{}: {}", key, outcome, problem));
        }
    }
}
