package org.irilb.consul.instance;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.irilb.core.config.ServiceState;

/**
 * Gives each node one name. Consul wants service IDs to be unique on one Consul node only, so over all of them one ID
 * may stand for several nodes (nobody set an ID: it is the service's name everywhere), or one node may be there twice
 * (it was registered anew with another agent). Pure; every balancer finds the same names.
 */
final class NodeNames {

    /** @param name the service ID, or {@code ID@consul-node} where that means more than one node */
    record Named(String name, ServiceInstance instance) {}

    private static final Comparator<ServiceInstance> SERVING_FIRST = Comparator.comparing((ServiceInstance instance) ->
                    InstanceState.of(instance.checks()).state() != ServiceState.READY)
            .thenComparing(ServiceInstance::source);

    private NodeNames() {}

    /** Sorted by name. */
    static List<Named> of(List<ServiceInstance> instances) {
        Map<String, Named> named = new TreeMap<>();
        instances.stream()
                .collect(Collectors.groupingBy(ServiceInstance::id))
                .values()
                .forEach(sameId -> distinct(sameId).forEach(node -> named.putIfAbsent(node.name(), node)));
        return List.copyOf(named.values());
    }

    private static List<Named> distinct(List<ServiceInstance> sameId) {
        Map<String, List<ServiceInstance>> nodes = sameId.stream()
                .collect(
                        Collectors.groupingBy(one -> one.host() + " " + one.port(), TreeMap::new, Collectors.toList()));
        List<Named> named = new ArrayList<>();
        for (List<ServiceInstance> sameNode : nodes.values()) {
            ServiceInstance best = sameNode.stream().min(SERVING_FIRST).orElseThrow();
            String first = sameNode.stream()
                    .map(ServiceInstance::source)
                    .sorted()
                    .findFirst()
                    .orElseThrow();
            named.add(new Named(nodes.size() == 1 ? best.id() : best.id() + "@" + first, best));
        }
        return named;
    }
}
