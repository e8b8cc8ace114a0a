package org.irilb.server.admin;

import java.util.Optional;
import java.util.function.Supplier;
import org.irilb.core.LoadBalancer;
import org.irilb.server.admin.stat.Statistics;
import org.irilb.server.consul.ConsulView;

/**
 * What the commands of an admin socket look at and change.
 *
 * @param statistics of the balancer; somebody else has them look every second
 * @param consul how all that works with Consul fares, if nodes come from there
 */
public record Managed(LoadBalancer balancer, Statistics statistics, Optional<Supplier<ConsulView>> consul) {

    /** A balancer whose nodes don't come from Consul. */
    public static Managed of(LoadBalancer balancer, Statistics statistics) {
        return new Managed(balancer, statistics, Optional.empty());
    }
}
