package org.irilb.server.admin;

import java.util.ArrayList;
import java.util.List;
import org.irilb.core.LoadBalancer;
import org.irilb.server.admin.stat.Build;
import org.irilb.server.admin.stat.Statistics;

/** The commands that only look. A new one is a line here. */
final class ReadingCommands {

    private ReadingCommands() {}

    static List<AdminCommand> of(Managed managed, List<BoundEndpoint> endpoints) {
        Build build = Build.read();
        LoadBalancer balancer = managed.balancer();
        Statistics statistics = managed.statistics();
        List<AdminCommand> all = new ArrayList<>(List.of(
                new Explain(statistics, managed.consul().isPresent() ? "Consul" : "Its definition"),
                new ShowActivity(balancer::loops),
                new ShowBackend(statistics),
                new ShowCliSockets(endpoints),
                new ShowCommands(statistics),
                new ShowEnv(System.getenv()),
                new ShowErrors(balancer::status, balancer::malformedRequests),
                new ShowHealth(statistics),
                new ShowInfo(statistics, build),
                new ShowPools(),
                new ShowRules(statistics),
                new ShowServersConn(statistics),
                new ShowServersState(statistics),
                new ShowSess(balancer::loops),
                new ShowSslCert(balancer::certificates),
                new ShowStat(statistics),
                new ShowTable(balancer::status, balancer::sources),
                new ShowThreads(balancer::loops),
                new ShowVersion(build)));
        all.addAll(new LogCommands(managed.log()).all());
        managed.consul().map(ShowConsul::new).ifPresent(all::add);
        return all;
    }
}
