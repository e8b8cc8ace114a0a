package org.irilb.server.demo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import org.irilb.core.config.NodeConfig;

/** Says in words, a line per node, what has become of the nodes. Stateless; any thread. */
final class NodeChanges {

    private NodeChanges() {}

    static List<String> between(List<NodeConfig> before, List<NodeConfig> after) {
        Map<String, NodeConfig> old = new LinkedHashMap<>();
        before.forEach(node -> old.put(node.id(), node));
        List<String> lines = new ArrayList<>();
        for (NodeConfig node : after) {
            NodeConfig known = old.remove(node.id());
            if (known == null) {
                lines.add(node.id() + " joined: " + all(node));
            } else if (!known.equals(node)) {
                lines.add(node.id() + " changed: " + difference(known, node));
            }
        }
        old.keySet().forEach(id -> lines.add(id + " left"));
        return lines;
    }

    private static String all(NodeConfig node) {
        StringJoiner words = new StringJoiner(", ");
        fields(node).forEach((name, value) -> words.add(name + " " + value));
        return words.toString();
    }

    private static String difference(NodeConfig before, NodeConfig after) {
        Map<String, String> old = fields(before);
        StringJoiner words = new StringJoiner(", ");
        fields(after).forEach((name, value) -> {
            if (!value.equals(old.get(name))) {
                words.add(name + " " + Objects.requireNonNullElse(old.get(name), "-") + " -> " + value);
            }
        });
        return words.toString();
    }

    private static Map<String, String> fields(NodeConfig node) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("address", node.host() + ":" + node.port());
        fields.put("scheme", word(node.scheme()));
        fields.put("sslverify", String.valueOf(node.verify()));
        fields.put("weight", String.valueOf(node.weight()));
        fields.put("maxconn", String.valueOf(node.maxInFlight()));
        fields.put("maxconnpow", String.valueOf(node.maxPowInFlight()));
        fields.put("pow", word(node.pow()));
        fields.put("state", word(node.state()) + (node.reason().isEmpty() ? "" : " (" + node.reason() + ")"));
        return fields;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
