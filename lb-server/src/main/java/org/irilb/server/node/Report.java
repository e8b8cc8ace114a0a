package org.irilb.server.node;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.irilb.core.config.NodeConfig;
import org.irilb.core.config.PowRole;
import org.irilb.core.config.Scheme;
import org.irilb.server.config.Endpoint;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** What a command tells of its work, for people or in JSON. */
final class Report {

    /** Needs no mapper, which is slow to load: each command line is made with all its commands, {@code run} too. */
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private static final List<String> TITLES =
            List.of("NODE", "ADDRESS", "STATE", "WEIGHT", "MAXCONN", "POW", "REASON");

    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Option(names = "--json", description = "Say it in JSON.")
    private boolean json;

    /** One line for something that was done. */
    void done(String what, String id) {
        if (json) {
            print(JSON.objectNode().put("node", id).put("done", what).toString());
        } else {
            print(id + ": " + what);
        }
    }

    /** A table of nodes, or a list of objects. */
    void nodes(List<NodeConfig> nodes) {
        if (json) {
            ArrayNode list = JSON.arrayNode();
            nodes.forEach(node -> list.add(object(node)));
            print(list.toPrettyString());
            return;
        }
        if (nodes.isEmpty()) {
            print("no nodes");
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(TITLES);
        nodes.forEach(node -> rows.add(row(node)));
        List<Integer> widths = new ArrayList<>();
        for (int column = 0; column < TITLES.size(); column++) {
            int at = column;
            widths.add(rows.stream().mapToInt(row -> row.get(at).length()).max().orElse(0));
        }
        rows.forEach(row -> print(line(row, widths)));
    }

    private static String line(List<String> row, List<Integer> widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            line.append(row.get(column))
                    .append(" ".repeat(widths.get(column) - row.get(column).length() + 2));
        }
        return line.toString().stripTrailing();
    }

    private static List<String> row(NodeConfig node) {
        return List.of(
                node.id(),
                (node.scheme() == Scheme.HTTPS ? "https://" : "") + new Endpoint(node.host(), node.port()),
                node.state().name(),
                Integer.toString(node.weight()),
                Integer.toString(node.maxInFlight()),
                pow(node),
                node.reason());
    }

    private static String pow(NodeConfig node) {
        String limit = node.maxPowInFlight() == node.maxInFlight() ? "" : " (" + node.maxPowInFlight() + ")";
        return switch (node.pow()) {
            case NONE -> "no";
            case ALSO -> "also" + limit;
            case ONLY -> "only" + limit;
        };
    }

    private static ObjectNode object(NodeConfig node) {
        ObjectNode object = JSON.objectNode();
        object.put("id", node.id());
        object.put("host", node.host());
        object.put("port", node.port());
        object.put("scheme", node.scheme().name().toLowerCase(Locale.ROOT));
        object.put("verify", node.verify());
        object.put("crt", node.clientCertificate());
        object.put("agent-port", node.agentPort());
        object.put("weight", node.weight());
        object.put("maxconn", node.maxInFlight());
        object.put("maxconnpow", node.maxPowInFlight());
        object.put("pow", node.pow() == PowRole.ALSO ? "true" : node.pow() == PowRole.ONLY ? "only" : "false");
        object.put("state", node.state().name().toLowerCase(Locale.ROOT));
        object.put("reason", node.reason());
        return object;
    }

    private void print(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
