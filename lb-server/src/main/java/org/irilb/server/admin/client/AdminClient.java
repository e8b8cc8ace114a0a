package org.irilb.server.admin.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Asks an admin socket, ours or HAProxy's. Any thread; the caller waits. */
public final class AdminClient {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private AdminClient() {}

    /**
     * Sends one command and reads the answer.
     *
     * @param command one line, without its end
     * @return the lines of the answer, without the empty one at its end
     * @throws UncheckedIOException if nobody answers there within 10 s; its message names the address
     */
    public static List<String> ask(InetSocketAddress address, String command) {
        try (Socket socket = new Socket()) {
            socket.connect(address, (int) PATIENCE.toMillis());
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream().write((command + "\n").getBytes(StandardCharsets.UTF_8));
            socket.shutdownOutput();
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return answer.lines().filter(line -> !line.isEmpty()).toList();
        } catch (IOException e) {
            String where = address.getHostString() + ":" + address.getPort();
            throw new UncheckedIOException(
                    new IOException("admin socket: no answer from " + where + ": " + e.getMessage(), e));
        }
    }
}
