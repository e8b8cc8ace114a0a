package org.irilb.server.admin.node;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.irilb.server.admin.command.AdminCommand;
import org.irilb.server.admin.stat.Statistics;
import org.irilb.server.consul.ConsulView;

/** The commands of this room. Stateless. */
public final class NodeCommands {

    private NodeCommands() {}

    /** @param consul how reading from Consul fares, if nodes come from there */
    public static List<AdminCommand> of(Statistics statistics, Optional<Supplier<ConsulView>> consul) {
        return Stream.concat(
                        Stream.of(
                                new Explain(statistics, consul.isPresent() ? "Consul" : "Its definition"),
                                new ShowHealth(statistics),
                                new ShowResolvers(statistics)),
                        consul.map(ShowConsul::new).stream())
                .toList();
    }
}
