package org.irilb.server.admin.process;

import java.util.ArrayList;
import java.util.List;
import org.irilb.core.LoadBalancer;
import org.irilb.server.admin.command.AdminCommand;
import org.irilb.server.admin.stat.Build;
import org.irilb.server.admin.stat.Statistics;

/** The commands of this room. Stateless. */
public final class ProcessCommands {

    private ProcessCommands() {}

    /** @param log what was logged lately */
    public static List<AdminCommand> of(LoadBalancer balancer, Statistics statistics, RecentLog log) {
        Build build = Build.read();
        List<AdminCommand> all = new ArrayList<>(List.of(
                new ShowActivity(balancer::loops),
                new ShowEnv(System.getenv()),
                new ShowInfo(statistics, build),
                new ShowPools(),
                new ShowSchema(),
                new ShowSslCert(balancer::certificates),
                new ShowThreads(balancer::loops),
                new ShowVersion(build)));
        all.addAll(EmptyLists.ALL);
        all.addAll(new LogCommands(log).all());
        return all;
    }
}
