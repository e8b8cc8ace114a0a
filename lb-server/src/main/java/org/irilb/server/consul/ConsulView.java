package org.irilb.server.consul;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.irilb.consul.ConsulStatus;
import org.irilb.consul.kv.KvStatus;
import org.irilb.consul.registration.RegistrationStatus;
import org.irilb.core.config.RuleLists;

/**
 * How all that works with Consul fares, as of one moment.
 *
 * @param datacenters reading nodes, the nearest first
 * @param rules lists of rules that all balancers are told; empty if they are told none
 * @param registration of the balancer itself; empty if it isn't registered
 */
public record ConsulView(
        List<ConsulStatus> datacenters, Optional<Rules> rules, Optional<RegistrationStatus> registration) {

    /**
     * Lists of rules in Consul.
     *
     * @param reading how reading them fares
     * @param lists what holds
     * @param problems what keeps a key from being taken over, by key
     */
    public record Rules(KvStatus reading, RuleLists lists, Map<String, String> problems) {}
}
