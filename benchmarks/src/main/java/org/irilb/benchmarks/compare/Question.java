package org.irilb.benchmarks.compare;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * What somebody who watches asks for, each time on a connection of its own.
 *
 * @param port of this machine
 * @param text all that is sent
 */
record Question(int port, String text) {

    private static final int TIMEOUT_MILLIS = 5_000;

    static Question metrics(int port) {
        return new Question(
                port, "GET /metrics HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n");
    }

    static Question showStat(int port) {
        return new Question(port, "show stat\n");
    }

    static Question file(int port, String name) {
        return new Question(port, "GET /" + name + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    }

    /** The answer, as long as it is; it ends with the connection. To be closed with its socket. */
    InputStream ask(Socket socket) throws IOException {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        return socket.getInputStream();
    }

    /** The answer, whole. */
    byte[] answer() throws IOException {
        try (Socket socket = new Socket()) {
            return ask(socket).readAllBytes();
        }
    }
}
