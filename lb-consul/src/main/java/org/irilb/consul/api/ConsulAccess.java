package org.irilb.consul.api;

import java.util.List;

/**
 * How Consul is reached.
 *
 * @param agents one or more; the next one is asked when the one before fails
 * @param token needs to read the service and the nodes it runs on
 */
public record ConsulAccess(List<ConsulAddress> agents, ConsulToken token, ConsulTls tls) {

    public ConsulAccess {
        agents = List.copyOf(agents);
        if (agents.isEmpty()) {
            throw new IllegalArgumentException("consul address: none (expected: one or more)");
        }
    }

    /** The same, to each agent alone. */
    public List<ConsulAccess> each() {
        return agents.stream()
                .map(agent -> new ConsulAccess(List.of(agent), token, tls))
                .toList();
    }

    /** Without token, with the JVM's certificates. */
    public static ConsulAccess to(ConsulAddress agent) {
        return new ConsulAccess(List.of(agent), new ConsulToken.None(), ConsulTls.STANDARD);
    }
}
