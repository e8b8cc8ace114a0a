package org.irilb.server.admin;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.irilb.consul.registry.NodeRegistry;
import org.irilb.core.LoadBalancer;
import org.irilb.server.admin.backend.BackendCommands;
import org.irilb.server.admin.command.AdminCommand;
import org.irilb.server.admin.guard.GuardCommands;
import org.irilb.server.admin.node.NodeCommands;
import org.irilb.server.admin.process.ProcessCommands;
import org.irilb.server.admin.process.RecentLog;
import org.irilb.server.admin.stat.Statistics;
import org.irilb.server.admin.traffic.TrafficCommands;
import org.irilb.server.config.Level;
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

    /** All that can be asked and ordered, but for what is about a session; what was ordered is told at once. */
    List<AdminCommand> commands() {
        return Stream.of(
                        BackendCommands.of(balancer, statistics, registry),
                        GuardCommands.of(balancer, statistics),
                        NodeCommands.of(statistics, consul),
                        ProcessCommands.of(balancer, statistics, log),
                        TrafficCommands.of(balancer, statistics))
                .flatMap(List::stream)
                .map(command -> command.spec().level() == Level.USER
                        ? command // may look only
                        : AdminCommand.followedBy(command, statistics::invalidate))
                .toList();
    }
}
