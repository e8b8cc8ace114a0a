package org.irilb.core.metrics;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.irilb.core.metrics.AccessRecord.Phase;

/**
 * One event loop, as it tells of itself.
 *
 * @param index its number, from 0
 * @param threadId of its thread, see {@link Thread#getId}
 * @param clients connections of clients
 * @param nodes connections to nodes, those that are kept for later among them
 * @param lag how long the question has waited, as does all work that is handed to the loop
 * @param exchanges requests on their way, in no order
 */
public record LoopStatus(
        int index, long threadId, int clients, int nodes, Duration lag, List<ExchangeStatus> exchanges) {

    /**
     * A request on its way.
     *
     * @param id unique while the process runs
     * @param client where it comes from
     * @param listener name of the listener
     * @param pool name of the pool
     * @param server ID of the node; empty while none is chosen
     * @param phase where it is
     * @param age since its first byte came
     */
    public record ExchangeStatus(
            long id,
            InetSocketAddress client,
            String listener,
            String pool,
            String server,
            Phase phase,
            Duration age) {}
}
