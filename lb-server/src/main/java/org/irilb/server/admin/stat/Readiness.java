package org.irilb.server.admin.stat;

import java.util.stream.Collectors;
import org.irilb.core.metrics.BalancerStatus;
import org.irilb.core.metrics.BalancerStatus.PoolStatus;

/**
 * Whether a request could be served now by any pool.
 *
 * @param ready whether it could
 * @param words the same for operators, with a line for each pool
 */
public record Readiness(boolean ready, String words) {

    public static Readiness of(BalancerStatus status) {
        String pools = status.pools().stream()
                .map(pool ->
                        pool.name() + " " + pool.usable() + "/" + pool.servers().size())
                .collect(Collectors.joining("\n"));
        boolean ready = status.pools().stream().mapToInt(PoolStatus::usable).sum() > 0;
        return new Readiness(ready, (ready ? "ready" : "no usable node") + "\n" + pools);
    }
}
