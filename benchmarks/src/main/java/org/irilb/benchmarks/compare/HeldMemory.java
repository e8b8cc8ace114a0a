package org.irilb.benchmarks.compare;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.irilb.core.kit.Http2Wire;

/**
 * What a client can have the balancer hold without exceeding any limit: connections that ask for nothing, and streams
 * that wait for a body which doesn't come.
 *
 * @param connectionHeap bytes of heap of a connection of HTTP/2
 * @param streamHeap bytes of heap of a stream
 * @param streamDirect bytes of buffers of a stream
 */
record HeldMemory(double connectionHeap, double streamHeap, double streamDirect) {

    private static final int CONNECTIONS = 100;
    private static final int STREAMS = 100;

    static HeldMemory of(AbusedBalancer balancer) throws IOException, InterruptedException {
        InetSocketAddress address = new InetSocketAddress("127.0.0.1", balancer.port());
        byte[] post = Http2Wire.fields(Http2Wire.request(":method", "POST", "content-length", "10"));
        List<Http2Wire> clients = new ArrayList<>();
        try {
            double without = balancer.liveHeap();
            for (int i = 0; i < CONNECTIONS; i++) {
                clients.add(Http2Wire.connect(address));
            }
            double connected = balancer.liveHeap();
            double directBefore = direct(balancer);
            for (Http2Wire client : clients) {
                for (int i = 0; i < STREAMS; i++) {
                    client.put(Http2Wire.HEADERS, Http2Wire.END_HEADERS, 2 * i + 1, post);
                }
                client.ping();
            }
            double waiting = balancer.liveHeap();
            double direct = direct(balancer);
            int streams = CONNECTIONS * STREAMS;
            return new HeldMemory(
                    (connected - without) / CONNECTIONS,
                    (waiting - connected) / streams,
                    (direct - directBefore) / streams);
        } finally {
            clients.forEach(Http2Wire::close);
        }
    }

    /** Metrics are gathered twice a second at most. */
    private static double direct(AbusedBalancer balancer) throws IOException, InterruptedException {
        TimeUnit.SECONDS.sleep(1);
        return balancer.metric(AbusedBalancer.DIRECT);
    }

    String sentence() {
        return String.format(
                Locale.ROOT,
                "Held without exceeding a limit: %,.0f bytes of heap for a connection of HTTP/2, %,.0f for each of its streams"
                        + " that waits for its body, and %,.0f of buffers (%d connections, %d streams each).",
                connectionHeap,
                streamHeap,
                streamDirect,
                CONNECTIONS,
                STREAMS);
    }
}
