package org.irilb.server.admin.stat;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.irilb.core.metrics.BalancerStatus;
import org.irilb.core.metrics.BalancerStatus.PoolStatus;

/** The rows of {@code show stat} in HAProxy's order: listeners, then each pool's servers and the pool. */
final class StatRows {

    private StatRows() {}

    static Stream<Row<?>> of(BalancerStatus status, RowFilter filter) {
        return Stream.concat(listeners(status, filter), pools(status, filter));
    }

    private static Stream<Row<?>> listeners(BalancerStatus status, RowFilter filter) {
        return IntStream.range(0, status.listeners().size())
                .filter(index -> filter.includes(Proxies.ofListener(index), Kind.FRONTEND))
                .mapToObj(index -> FrontendFigures.row(
                        Proxies.ofListener(index), status.listeners().get(index)));
    }

    private static Stream<Row<?>> pools(BalancerStatus status, RowFilter filter) {
        return IntStream.range(0, status.pools().size())
                .boxed()
                .flatMap(index ->
                        pool(Proxies.ofPool(status, index), status.pools().get(index), filter));
    }

    private static Stream<Row<?>> pool(int iid, PoolStatus pool, RowFilter filter) {
        Stream<Row<?>> servers = pool.servers().stream()
                .filter(server -> filter.includes(iid, Kind.SERVER) && filter.includes(server))
                .map(server -> ServerFigures.row(iid, pool, server));
        Stream<Row<?>> backend = filter.includes(iid, Kind.BACKEND)
                ? Stream.of(BackendFigures.row(iid, pool, filter.hidesSome()))
                : Stream.empty();
        return Stream.concat(servers, backend);
    }
}
