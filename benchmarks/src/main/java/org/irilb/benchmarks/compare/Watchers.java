package org.irilb.benchmarks.compare;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Monitoring clients, each of which asks for all metrics and for {@code show stat} once a second. Main thread only. */
final class Watchers implements AutoCloseable {

    private static final int THREADS = 4;
    private static final int TIMEOUT_MILLIS = 5_000;
    private static final int LEAST_BYTES = 10_000;

    private static final byte[] METRICS =
            ascii("GET /metrics HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n");
    private static final byte[] SHOW_STAT = ascii("show stat\n");

    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(THREADS);
    private final AtomicInteger answers = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    /** @param count of clients, who come one after the other within a second */
    Watchers(int count, int webPort, int adminPort) {
        for (int i = 0; i < count; i++) {
            threads.scheduleAtFixedRate(
                    () -> {
                        ask(webPort, METRICS);
                        ask(adminPort, SHOW_STAT);
                    },
                    i * 1_000_000L / count,
                    1_000_000,
                    TimeUnit.MICROSECONDS);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private void ask(int port, byte[] question) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            OutputStream out = socket.getOutputStream();
            out.write(question);
            long length = socket.getInputStream().transferTo(OutputStream.nullOutputStream());
            bytes.addAndGet(length);
            (length < LEAST_BYTES ? failures : answers).incrementAndGet();
        } catch (IOException e) {
            failures.incrementAndGet();
        }
    }

    int answers() {
        return answers.get();
    }

    long bytes() {
        return bytes.get();
    }

    /** @throws BadRun if any has got no answer, or too short a one */
    void requireAllAnswered() throws BadRun {
        if (failures.get() > 0 || answers.get() == 0) {
            throw new BadRun(failures + " of " + (failures.get() + answers.get()) + " who watch got no answer");
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
