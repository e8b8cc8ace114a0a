package org.irilb.core.snapshot;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.irilb.core.config.NodeConfig;
import org.irilb.core.pool.Node;

/**
 * The nodes that snapshots share, also those that have left: if one comes back, what it still runs counts against its
 * limit; and a loop with an older snapshot may give it a request even now. Once nobody can reach it, nothing of it can be
 * running. Control thread only.
 */
final class NodeIdentities {

    private Map<String, Node> present = new HashMap<>();
    /** By ID; several for one that has changed its address or scheme. */
    private final Map<String, List<WeakReference<Node>>> departed = new HashMap<>();

    /**
     * The nodes that {@code configs} speak of, by ID.
     *
     * @throws IllegalArgumentException if two have the same ID
     */
    Map<String, Node> of(List<NodeConfig> configs) {
        Map<String, Node> known = new HashMap<>();
        for (NodeConfig config : configs) {
            if (known.put(config.id(), identity(config)) != null) {
                throw new IllegalArgumentException("node id: '" + config.id() + "' twice (expected: unique IDs)");
            }
        }
        for (Node node : present.values()) {
            if (known.get(node.id()) != node) {
                departed.computeIfAbsent(node.id(), id -> new ArrayList<>()).add(new WeakReference<>(node));
            }
        }
        forget(known);
        present = known;
        return known;
    }

    private Node identity(NodeConfig config) {
        Node node = present.get(config.id());
        if (node != null && node.isSameNode(config)) {
            return node;
        }
        return departed.getOrDefault(config.id(), List.of()).stream()
                .map(WeakReference::get)
                .filter(left -> left != null && left.isSameNode(config))
                .findFirst()
                .orElseGet(() -> new Node(config));
    }

    /** Those that have come back, and those that nobody reaches any more. */
    private void forget(Map<String, Node> known) {
        departed.values().removeIf(left -> {
            left.removeIf(reference -> {
                Node node = reference.get();
                return node == null || known.get(node.id()) == node;
            });
            return left.isEmpty();
        });
    }
}
