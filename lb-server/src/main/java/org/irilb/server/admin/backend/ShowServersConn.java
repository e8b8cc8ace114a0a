package org.irilb.server.admin.backend;

import org.irilb.core.metrics.BalancerStatus.PoolStatus;
import org.irilb.core.metrics.BalancerStatus.ServerStatus;
import org.irilb.server.admin.command.AdminCommand;
import org.irilb.server.admin.command.Answer;
import org.irilb.server.admin.stat.Statistics;
import org.irilb.server.config.Level;

/**
 * {@code show servers conn}: connections to the servers. Those that are kept belong to a node, whatever pool uses them;
 * they are told as one number for all loops. Immutable.
 */
final class ShowServersConn implements AdminCommand {

    private static final String HEADER = "# bkname/svname bkid/svid addr port - purge_delay used_cur used_max need_est"
            + " unsafe_nb safe_nb idle_lim idle_cur idle_per_thr[1]\n";

    private final Statistics statistics;

    ShowServersConn(Statistics statistics) {
        this.statistics = statistics;
    }

    @Override
    public Spec spec() {
        return Spec.of(Level.USER, "show servers conn", "[<backend>]", "show the connections to the servers");
    }

    @Override
    public Answer run(Call call) {
        return ServerLines.list(statistics.view().status(), call.argument(0), HEADER, ShowServersConn::line);
    }

    /** A connection is kept only after an answer, so that all are safe; nothing limits them, or tells how many are needed. */
    private static String line(int poolId, PoolStatus pool, ServerStatus server) {
        ServerAddress address = ServerAddress.of(server.address());
        return "%s/%s %d/%d %s %d - - %d %d - 0 %d -1 %d %d\n"
                .formatted(
                        pool.name(),
                        server.name(),
                        poolId,
                        server.id(),
                        address.ip(),
                        address.port(),
                        server.current(),
                        server.highest(),
                        server.idleConnections(),
                        server.idleConnections(),
                        server.idleConnections());
    }
}
