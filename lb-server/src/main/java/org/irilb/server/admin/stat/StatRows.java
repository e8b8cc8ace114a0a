package org.irilb.server.admin.stat;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.irilb.core.metrics.BalancerStatus.PoolStatus;

/** The rows of {@code show stat} in HAProxy's order: listeners, then each pool's servers and the pool. */
final class StatRows {

    private StatRows() {}

    static Stream<Row<?>> of(View view, RowFilter filter) {
        return Stream.concat(listeners(view, filter), pools(view, filter));
    }

    private static Stream<Row<?>> listeners(View view, RowFilter filter) {
        return IntStream.range(0, view.status().listeners().size())
                .filter(index -> filter.includes(Proxies.ofListener(index), Kind.FRONTEND))
                .mapToObj(index -> FrontendFigures.row(
                        view,
                        Proxies.ofListener(index),
                        view.status().listeners().get(index)));
    }

    private static Stream<Row<?>> pools(View view, RowFilter filter) {
        return IntStream.range(0, view.status().pools().size())
                .boxed()
                .flatMap(index -> pool(
                        view,
                        Proxies.ofPool(view.status(), index),
                        view.status().pools().get(index),
                        filter));
    }

    private static Stream<Row<?>> pool(View view, int iid, PoolStatus pool, RowFilter filter) {
        Stream<Row<?>> servers = pool.servers().stream()
                .filter(server -> filter.includes(iid, Kind.SERVER) && filter.includes(server))
                .map(server -> ServerFigures.row(view, iid, pool, server));
        Stream<Row<?>> backend = filter.includes(iid, Kind.BACKEND)
                ? Stream.of(BackendFigures.row(view, iid, pool, filter.hidesSome()))
                : Stream.empty();
        return Stream.concat(servers, backend);
    }
}
