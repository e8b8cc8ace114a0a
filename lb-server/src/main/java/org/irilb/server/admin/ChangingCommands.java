package org.irilb.server.admin;

import java.util.ArrayList;
import java.util.List;
import org.irilb.core.LoadBalancer;
import org.irilb.core.Operator;

/** The commands that change something. A new one is a line here. */
final class ChangingCommands {

    private ChangingCommands() {}

    static List<AdminCommand> of(Managed managed) {
        LoadBalancer balancer = managed.balancer();
        Operator operator = balancer.operator();
        List<AdminCommand> all = new ArrayList<>(new ServerCommands(balancer::status, balancer::setByHand).all());
        all.addAll(new FrontendCommands(balancer::status, operator).all());
        all.addAll(new GlobalLimits(balancer::status, operator).all());
        all.addAll(new ShutdownCommands(balancer::status, operator).all());
        all.addAll(new AclCommands(operator).all());
        all.addAll(new RegistrationCommands(balancer, managed.registry()).all());
        all.add(new ClearCounters(operator, managed.statistics()));
        all.add(new ClearTable(balancer::status, balancer::sources, balancer::forgetSource));
        all.add(new SetTable(balancer::status, operator));
        return all;
    }
}
