package org.irilb.benchmarks.compare;

import java.io.IOException;
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

    /** A whole request as a wallet sends it, to be sent as it is. */
    static byte[] request() {
        String head = "POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
                + "X-IOTA-API-Version: 1\r\nContent-Length: " + BODY.length() + "\r\n\r\n";
        return (head + BODY).getBytes(StandardCharsets.US_ASCII);
    }
}
