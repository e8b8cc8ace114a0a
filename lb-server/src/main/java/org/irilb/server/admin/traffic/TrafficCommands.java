package org.irilb.server.admin.traffic;

import java.util.ArrayList;
import java.util.List;
import org.irilb.core.LoadBalancer;
import org.irilb.core.Operator;
import org.irilb.server.admin.command.AdminCommand;
import org.irilb.server.admin.stat.Statistics;

/** The commands of this room. Stateless. */
public final class TrafficCommands {

    private TrafficCommands() {}

    public static List<AdminCommand> of(LoadBalancer balancer, Statistics statistics) {
        Operator operator = balancer.operator();
        List<AdminCommand> all = new ArrayList<>(List.of(
                new ClearCounters(operator, statistics),
                new ShowCommands(statistics),
                new ShowErrors(balancer::status, balancer::malformedMessages),
                new ShowSess(balancer::loops),
                new ShowStat(statistics)));
        all.addAll(new FrontendCommands(balancer::status, operator).all());
        all.addAll(new GlobalLimits(balancer::status, operator).all());
        all.addAll(new ShutdownCommands(balancer::status, operator).all());
        return all;
    }
}
