package org.irilb.server.admin.node;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.irilb.core.metrics.BalancerStatus;
import org.irilb.core.metrics.BalancerStatus.PoolStatus;
import org.irilb.core.metrics.BalancerStatus.ServerStatus;
import org.irilb.core.metrics.NodeHealth;
import org.irilb.server.admin.command.Answer;

/**
 * A node and all pools that it is in.
 *
 * @param name its ID
 * @param places one or more, in the order of the pools
 */
record KnownNode(String name, List<Place> places) {

    /** A node as server of a pool. */
    record Place(String pool, ServerStatus server) {}

    /** All nodes, in the order of their source. */
    static List<KnownNode> all(BalancerStatus status) {
        Map<String, List<Place>> places = new LinkedHashMap<>();
        for (PoolStatus pool : status.pools()) {
            for (ServerStatus server : pool.servers()) {
                places.computeIfAbsent(server.name(), first -> new ArrayList<>())
                        .add(new Place(pool.name(), server));
            }
        }
        return places.entrySet().stream()
                .map(node -> new KnownNode(node.getKey(), List.copyOf(node.getValue())))
                .toList();
    }

    /** @param text its name, or where it is: {@code host:port} as {@code show stat} has it */
    static Optional<KnownNode> find(BalancerStatus status, String text) {
        List<KnownNode> all = all(status);
        return all.stream()
                .filter(node -> node.name.equals(text))
                .findFirst()
                .or(() ->
                        all.stream().filter(node -> node.address().equals(text)).findFirst());
    }

    /** What to say if there is none. */
    static Answer unknown(String text) {
        return Answer.error(
                "No such node: '" + text + "' (expected: a server's name or address, as show stat has them).");
    }

    String address() {
        return places.get(0).server().address();
    }

    /** The same in all of its pools. */
    NodeHealth health() {
        return places.get(0).server().health();
    }
}
