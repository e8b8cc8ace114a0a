package org.irilb.server.admin;

import java.util.ArrayList;
import java.util.List;
import org.irilb.core.LoadBalancer;

/** The commands that change something. A new one is a line here. */
final class ChangingCommands {

    private ChangingCommands() {}

    static List<AdminCommand> of(LoadBalancer balancer) {
        List<AdminCommand> all = new ArrayList<>(new ServerCommands(balancer::status, balancer::setByHand).all());
        all.add(new ClearTable(balancer::status, balancer::sources, balancer::forgetSource));
        return all;
    }
}
