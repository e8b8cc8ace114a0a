package org.irilb.server.admin.guard;

import java.util.ArrayList;
import java.util.List;
import org.irilb.core.LoadBalancer;
import org.irilb.server.admin.command.AdminCommand;
import org.irilb.server.admin.stat.Statistics;

/** The commands of this room. Stateless. */
public final class GuardCommands {

    private GuardCommands() {}

    public static List<AdminCommand> of(LoadBalancer balancer, Statistics statistics) {
        List<AdminCommand> all = new ArrayList<>(List.of(
                new ShowRules(statistics),
                new ShowTable(balancer::status, balancer::sources),
                new ClearTable(balancer::status, balancer::sources, balancer::forgetSource),
                new SetTable(balancer::status, balancer.operator())));
        all.addAll(new AclCommands(balancer.operator()).all());
        return all;
    }
}
