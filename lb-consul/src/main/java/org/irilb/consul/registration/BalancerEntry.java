package org.irilb.consul.registration;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A balancer as Consul is to list it (Consul documentation, "Register Service").
 *
 * @param id unique for the agent
 * @param name of the service
 * @param address where clients reach it; empty for the address of the Consul node
 * @param port 1..65535
 * @param check how Consul learns that it is fit
 * @param interval how often; at least a second
 * @param deregisterAfter how long it may be critical before Consul forgets it; Consul takes no less than a minute
 */
public record BalancerEntry(
        String id,
        String name,
        Optional<String> address,
        int port,
        List<String> tags,
        Map<String, String> meta,
        OwnCheck check,
        Duration interval,
        Duration deregisterAfter) {

    /** Signs of life that may be missed. */
    private static final int SPARE = 3;

    public BalancerEntry {
        tags = List.copyOf(tags);
        meta = Map.copyOf(meta);
    }

    ObjectNode json() {
        ObjectNode entry = JsonNodeFactory.instance.objectNode();
        entry.put("ID", id).put("Name", name).put("Port", port);
        address.ifPresent(host -> entry.put("Address", host));
        tags.forEach(entry.putArray("Tags")::add);
        ObjectNode about = entry.putObject("Meta");
        meta.forEach(about::put);
        ObjectNode checked = entry.putObject("Check");
        checked.put("CheckID", checkId());
        if (check instanceof OwnCheck.Http http) {
            checked.put("HTTP", http.url()).put("Interval", millis(interval)).put("Timeout", millis(interval));
        } else {
            checked.put("TTL", millis(interval.multipliedBy(SPARE)));
        }
        checked.put("DeregisterCriticalServiceAfter", millis(deregisterAfter));
        return entry;
    }

    String checkId() {
        return "service:" + id;
    }

    private static String millis(Duration duration) {
        return duration.toMillis() + "ms";
    }
}
