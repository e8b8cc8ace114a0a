package org.irilb.benchmarks.compare;

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The clients that connect for each request, a thread each. Not wrk, which doesn't tell whether it has resumed. Main
 * thread only.
 */
final class Handshakes implements LoadClient {

    static final int CLIENTS = 4;

    private final boolean resumed;
    private final List<TlsClient> clients;

    Handshakes(boolean resumed) {
        this.resumed = resumed;
        clients = Stream.generate(() -> new TlsClient(resumed)).limit(CLIENTS).toList();
    }

    @Override
    public WarmUp warmUp() {
        return WarmUp.OF_HANDSHAKES;
    }

    @Override
    public Served run(int port, int seconds) throws IOException, InterruptedException, BadRun {
        long fullBefore = fullHandshakes();
        long start = System.nanoTime();
        long end = start + TimeUnit.SECONDS.toNanos(seconds);
        long requests = 0;
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Future<Long>> runs = new ArrayList<>();
            for (TlsClient client : clients) {
                runs.add(threads.submit(() -> ask(client, port, end)));
            }
            for (Future<Long> run : runs) {
                requests += run.get();
            }
        } catch (ExecutionException e) {
            throw new BadRun("a client failed: " + e.getCause());
        } finally {
            threads.shutdownNow();
        }
        double took = (System.nanoTime() - start) / 1e9;
        requireOfItsKind(requests, fullHandshakes() - fullBefore);
        return new Served(requests, requests / took, Map.of());
    }

    private static long ask(TlsClient client, int port, long end) throws IOException, BadRun {
        long requests = 0;
        while (System.nanoTime() - end < 0) {
            try (Socket socket = client.connect(port)) {
                Http.ask(socket);
            }
            requests++;
        }
        return requests;
    }

    private long fullHandshakes() {
        return clients.stream().mapToLong(TlsClient::fullHandshakes).sum();
    }

    /** Each client's first can't be resumed. */
    private void requireOfItsKind(long requests, long full) throws BadRun {
        if (resumed ? full > CLIENTS : full != requests) {
            throw new BadRun(full + " of " + requests + " handshakes were full (expected: "
                    + (resumed ? "at most " + CLIENTS : "all") + ")");
        }
    }
}
