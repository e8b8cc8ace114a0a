package org.irilb.consul.definition;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * A check that is registered together with a node (Consul documentation, "Define health checks").
 *
 * @param program a node check, which is told the node's URL with {@code -a}; empty for a check whether the port takes
 *     connections
 * @param options of the program
 * @param interval how often, in Consul's form, e.g. {@code 30s}
 * @param timeout how long it may take
 * @param deregisterAfter how long the node may be critical before Consul forgets it
 */
public record CheckDefinition(
        Optional<String> program, List<String> options, String interval, String timeout, String deregisterAfter) {

    public CheckDefinition {
        options = List.copyOf(options);
    }

    /**
     * @param endpoint of the node, host and port
     * @param scheme that it is spoken to in
     */
    public ObjectNode json(String id, String endpoint, String scheme) {
        ObjectNode check = JsonNodeFactory.instance.objectNode();
        check.put("CheckID", id + (program.isEmpty() ? "-port" : "-api"));
        check.put("Name", (program.isEmpty() ? "port of " : "API ") + id);
        if (program.isEmpty()) {
            check.put("TCP", endpoint);
        } else {
            ArrayNode args = check.putArray("Args");
            args.add(program.get()).add("-a").add(scheme + "://" + endpoint);
            options.forEach(args::add);
        }
        check.put("Interval", interval);
        check.put("Timeout", timeout);
        check.put("DeregisterCriticalServiceAfter", deregisterAfter);
        return check;
    }
}
