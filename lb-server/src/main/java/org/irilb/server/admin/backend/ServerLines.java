package org.irilb.server.admin.backend;

import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.irilb.core.metrics.BalancerStatus;
import org.irilb.core.metrics.BalancerStatus.PoolStatus;
import org.irilb.core.metrics.BalancerStatus.ServerStatus;
import org.irilb.server.admin.command.Answer;
import org.irilb.server.admin.stat.Proxies;

/** Answers with a line for each server. */
final class ServerLines {

    /** Makes a line, with its end, of a server, its pool, and the pool's number. */
    interface Line {
        String of(int poolId, PoolStatus pool, ServerStatus server);
    }

    private ServerLines() {}

    /**
     * All servers, or those of one pool.
     *
     * @param wanted name of the pool, or {@code #} and its number; empty for all
     */
    static Answer list(BalancerStatus status, String wanted, String header, Line line) {
        Optional<PoolStatus> pool = Proxies.pool(status, wanted);
        if (pool.isEmpty() && !wanted.isEmpty()) {
            return Answer.error("Can't find backend.");
        }
        Stream<String> lines = IntStream.range(0, status.pools().size())
                .boxed()
                .filter(index -> pool.isEmpty() || pool.get() == status.pools().get(index))
                .flatMap(index ->
                        lines(Proxies.ofPool(status, index), status.pools().get(index), line));
        return Answer.listing(Stream.concat(Stream.of(header), lines));
    }

    private static Stream<String> lines(int id, PoolStatus pool, Line line) {
        return pool.servers().stream().map(server -> line.of(id, pool, server));
    }
}
