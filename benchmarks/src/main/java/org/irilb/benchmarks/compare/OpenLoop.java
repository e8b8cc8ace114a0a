package org.irilb.benchmarks.compare;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * A client that sends at a fixed rate whether answers come or not. A latency counts from the moment the request was due,
 * so that a balancer that stalls can't hide the requests it has kept from being sent (coordinated omission). One thread
 * only.
 */
final class OpenLoop {

    /** Shorter sleeps would take the processor from those who are measured; it shows in everybody's latency alike. */
    private static final long NAP_NANOS = 20_000;

    private static final long STALLED_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final int port;
    private final int connections;
    private final long gapNanos;

    /** @param perSecond requests over all connections, which take turns */
    OpenLoop(int port, int connections, double perSecond) {
        this.port = port;
        this.connections = connections;
        this.gapNanos = (long) (connections * 1e9 / perSecond);
    }

    /**
     * Sends for so many seconds.
     *
     * @return the latencies in nanoseconds
     */
    Histogram run(int seconds) throws IOException, BadRun {
        Histogram nanos = new Histogram(TimeUnit.SECONDS.toNanos(60), 3);
        List<OpenLoopClient> clients = new ArrayList<>();
        try (Selector selector = Selector.open()) {
            long start = System.nanoTime();
            for (int i = 0; i < connections; i++) {
                clients.add(new OpenLoopClient(port, selector, start + i * gapNanos / connections, gapNanos, nanos));
            }
            send(selector, clients, start + TimeUnit.SECONDS.toNanos(seconds));
        } finally {
            for (OpenLoopClient client : clients) {
                client.close();
            }
        }
        return nanos;
    }

    private static void send(Selector selector, List<OpenLoopClient> clients, long end) throws IOException, BadRun {
        boolean busy = true;
        while (busy) {
            busy = false;
            long now = System.nanoTime();
            if (now - end > STALLED_NANOS) {
                throw new BadRun("answers are missing");
            }
            for (OpenLoopClient client : clients) {
                busy |= client.sendIfDue(now, end);
            }
            receive(selector);
        }
    }

    private static void receive(Selector selector) throws IOException, BadRun {
        if (selector.selectNow() == 0) {
            LockSupport.parkNanos(NAP_NANOS);
            return;
        }
        for (SelectionKey key : selector.selectedKeys()) {
            ((OpenLoopClient) key.attachment()).receive();
        }
        selector.selectedKeys().clear();
    }
}
