package org.irilb.benchmarks.compare;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A contestant's process at work.
 *
 * @param port for clients of the load
 * @param firstAnswerMillis from its start until a request through it was first answered with 200
 */
record Balancer(Child process, int port, double firstAnswerMillis) implements AutoCloseable {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final int READ_TIMEOUT_MILLIS = 2000;
    private static final byte[] OK = "HTTP/1.1 200 ".getBytes(StandardCharsets.US_ASCII);

    /**
     * Tries until a request is answered with 200.
     *
     * @return milliseconds that took
     */
    static double awaitAnswer(Child process, int port) throws IOException, InterruptedException {
        long start = System.nanoTime();
        await(process, port, "answered with 200", () -> answers(port));
        return (System.nanoTime() - start) / 1e6;
    }

    private static void await(Child process, int port, String what, BooleanSupplier condition)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            process.requireAlive();
            if (System.nanoTime() - start > PATIENCE_NANOS) {
                throw new IllegalStateException(
                        "port " + port + " isn't " + what + " in time; printed: " + process.printed());
            }
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    /** Tries until somebody listens. */
    static void awaitPort(Child process, int port) throws IOException, InterruptedException {
        await(process, port, "listened on", () -> listens(port));
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), READ_TIMEOUT_MILLIS);
            return true;
        } catch (IOException e) {
            return false; // not there yet
        }
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), READ_TIMEOUT_MILLIS);
            socket.setSoTimeout(READ_TIMEOUT_MILLIS);
            OutputStream out = socket.getOutputStream();
            out.write(Http.request());
            return Arrays.equals(OK, socket.getInputStream().readNBytes(OK.length));
        } catch (IOException e) {
            return false; // not there yet
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
