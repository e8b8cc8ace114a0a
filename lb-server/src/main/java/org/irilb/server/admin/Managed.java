package org.irilb.server.admin;

import java.util.Optional;
import java.util.function.Supplier;
import org.irilb.consul.registry.NodeRegistry;
import org.irilb.core.LoadBalancer;
import org.irilb.server.admin.stat.Statistics;
import org.irilb.server.consul.ConsulView;

/**
 * What the commands of an admin socket look at and change.
 *
 * @param statistics of the balancer; somebody else has them look every second
 * @param consul how reading from Consul fares, if nodes come from there
 * @param registry where nodes can be added and removed, if they don't come from Consul
 * @param log what was logged lately
 */
public record Managed(
        LoadBalancer balancer,
        Statistics statistics,
        Optional<Supplier<ConsulView>> consul,
        Optional<NodeRegistry> registry,
        RecentLog log) {

    /** A balancer whose nodes come from nowhere, and whose log is read elsewhere. */
    public static Managed of(LoadBalancer balancer, Statistics statistics) {
        return new Managed(balancer, statistics, Optional.empty(), Optional.empty(), new RecentLog());
    }
}
