package org.irilb.server.admin.node;

import java.util.Locale;
import java.util.stream.Collectors;
import org.irilb.core.metrics.NameServerStatus;
import org.irilb.server.admin.command.AdminCommand;
import org.irilb.server.admin.command.Answer;
import org.irilb.server.admin.stat.Statistics;
import org.irilb.server.config.Level;

/**
 * {@code show resolvers}: how asking for the addresses of nodes fares. The system's name servers are the one section there
 * is, which HAProxy names so, too; of its lines those that Netty's resolver tells. Immutable.
 */
final class ShowResolvers implements AdminCommand {

    private static final String SECTION = "default";

    private final Statistics statistics;

    ShowResolvers(Statistics statistics) {
        this.statistics = statistics;
    }

    @Override
    public Spec spec() {
        return Spec.of(Level.USER, "show resolvers", "[id]", "show how asking name servers for nodes fares");
    }

    @Override
    public Answer run(Call call) {
        if (!call.arguments().isEmpty() && !call.argument(0).equals(SECTION)) {
            return Answer.error("Can't find that resolvers section");
        }
        return Answer.listing(statistics.view().status().nameServers().stream()
                .map(ShowResolvers::lines)
                .collect(Collectors.joining("", "Resolvers section " + SECTION + "\n", "")));
    }

    static String lines(NameServerStatus server) {
        return " nameserver " + server.address() + ":\n"
                + line("sent", server.sent())
                + line("snd_error", server.unsent())
                + line("valid", server.valid())
                + line("cname", server.aliases())
                + line("nx", server.unknown())
                + line("timeout", server.silent())
                + line("refused", server.refused())
                + line("other", server.other());
    }

    private static String line(String name, long count) {
        return String.format(Locale.ROOT, "  %-13s%d\n", name + ":", count);
    }
}
