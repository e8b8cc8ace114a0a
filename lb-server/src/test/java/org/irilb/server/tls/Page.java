package org.irilb.server.tls;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A page with an origin of its own, whose script tells by a POST what it has seen. Any thread. */
final class Page implements AutoCloseable {

    private final byte[] html;
    private final HttpServer server;
    private volatile Optional<String> told = Optional.empty();

    private Page(String html, HttpServer server) {
        this.html = html.getBytes(StandardCharsets.UTF_8);
        this.server = server;
    }

    static Page serve(String html) throws IOException {
        Page page = new Page(html, HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        page.server.createContext("/", page::answer);
        page.server.start();
        return page;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (exchange.getRequestMethod().equals("POST")) {
                told = Optional.of(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                exchange.sendResponseHeaders(204, -1);
            } else {
                exchange.getResponseHeaders().add("Content-Type", "text/html; charset=utf-8");
                exchange.sendResponseHeaders(200, html.length);
                exchange.getResponseBody().write(html);
            }
        }
    }

    /** As the browser names it in requests to others (RFC 6454, section 6.2). */
    String origin() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What its script has told. */
    Optional<String> told() {
        return told;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
