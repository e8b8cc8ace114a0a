package org.irilb.server.admin.backend;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.irilb.consul.registry.NodeRegistry;
import org.irilb.core.LoadBalancer;
import org.irilb.server.admin.command.AdminCommand;
import org.irilb.server.admin.stat.Statistics;

/** The commands of this room. Stateless. */
public final class BackendCommands {

    private BackendCommands() {}

    /** @param registry where nodes can be added and removed, if they don't come from Consul */
    public static List<AdminCommand> of(LoadBalancer balancer, Statistics statistics, Optional<NodeRegistry> registry) {
        List<AdminCommand> all = new ArrayList<>(List.of(
                new ShowBackend(statistics), new ShowServersConn(statistics), new ShowServersState(statistics)));
        all.addAll(new ServerCommands(balancer::status, balancer::setByHand).all());
        all.addAll(new RegistrationCommands(balancer, registry).all());
        return all;
    }
}
