package org.irilb.server.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.irilb.consul.registration.BalancerEntry;
import org.irilb.consul.registration.OwnCheck;

/**
 * How the balancer is registered in Consul.
 *
 * @param name of the service
 * @param id empty for {@code NAME:PORT}
 * @param address empty for that of the Consul node
 * @param port empty for that of the first listener
 */
public record RegisterSettings(
        String name,
        Optional<String> id,
        Optional<String> address,
        Optional<Integer> port,
        List<String> tags,
        Map<String, String> meta,
        OwnCheck check,
        Duration interval,
        Duration deregisterAfter) {

    /**
     * The entry of a balancer that runs.
     *
     * @param listens the port of its first listener
     * @param version of the program; it is in the metadata, unless that says something else
     */
    public BalancerEntry entry(int listens, String version) {
        int shown = port.orElse(listens);
        Map<String, String> about = new TreeMap<>(Map.of("version", version));
        about.putAll(meta);
        return new BalancerEntry(
                id.orElse(name + ":" + shown), name, address, shown, tags, about, check, interval, deregisterAfter);
    }
}
