package org.irilb.benchmarks.compare;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Single requests beside the load, and the bytes of a wallet's request. Any thread. */
final class Http {

    static final String BODY = "{\"command\": \"getNodeInfo\"}";

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    private Http() {}

    static String get(int port, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri(port, path)).build();
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    private static URI uri(int port, String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** Sends a wallet's request, and reads its answer to its end. */
    static void ask(Socket socket) throws IOException, BadRun {
        socket.getOutputStream().write(request());
        byte[] answer = new byte[4096];
        int length = 0;
        while (!isWhole(answer, length)) {
            int read = socket.getInputStream().read(answer, length, answer.length - length);
            if (read <= 0) {
                throw new BadRun("a connection was closed, or its answer is too long");
            }
            length += read;
        }
        String start = new String(answer, 0, 12, StandardCharsets.US_ASCII);
        if (!start.equals("HTTP/1.1 200")) {
            throw new BadRun("an answer was " + start);
        }
    }

    private static boolean isWhole(byte[] answer, int length) {
        return length > Node.ANSWER_BYTES && answer[length - 2] == '"' && answer[length - 1] == '}';
    }

    /** A whole request as a wallet sends it, to be sent as it is. */
    static byte[] request() {
        String head = "POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
                + "X-IOTA-API-Version: 1\r\nContent-Length: " + BODY.length() + "\r\n\r\n";
        return (head + BODY).getBytes(StandardCharsets.US_ASCII);
    }
}
