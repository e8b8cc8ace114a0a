package org.irilb.server.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.irilb.server.admin.stat.Statistics;
import org.irilb.server.nodecheck.NodeCheckDoor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP endpoint for those who watch the balancer. A few threads of its own serve it, so that slow readers wait for
 * each other and for nobody else. Any thread.
 */
public final class AdminWeb implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AdminWeb.class);

    private static final int THREADS = 4;
    private static final int BACKLOG = 64;

    /** Seconds that a request may take to come, and an answer to be taken. */
    private static final int PATIENCE = 30;

    /** Connections at a time, those that wait for a thread among them. */
    private static final int CONNECTIONS = 200;

    static {
        // Nobody else here uses the JDK's server, which is told so by nothing else.
        limit("sun.net.httpserver.maxReqTime", PATIENCE);
        limit("sun.net.httpserver.maxRspTime", PATIENCE);
        limit("sun.net.httpserver.maxIdleConnections", THREADS * 2);
        limit("jdk.httpserver.maxConnections", CONNECTIONS);
    }

    private final HttpServer server;
    private final ThreadPoolExecutor threads;

    private AdminWeb(HttpServer server, Pages pages, NodeCheckDoor door) {
        this.server = server;
        AtomicInteger number = new AtomicInteger();
        threads = (ThreadPoolExecutor)
                Executors.newFixedThreadPool(THREADS, task -> daemon(task, "irilb-web-" + number.incrementAndGet()));
        threads.setKeepAliveTime(PATIENCE, TimeUnit.SECONDS);
        threads.allowCoreThreadTimeOut(true);
        server.setExecutor(threads);
        server.createContext("/", exchange -> answer(exchange, pages));
        server.createContext(NodeCheckDoor.PATH, exchange -> check(exchange, pages, door));
        server.start();
    }

    private static void limit(String property, int value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, Integer.toString(value));
        }
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** As {@link #open(InetSocketAddress, Statistics, NodeCheckDoor)}, but checks no nodes. */
    public static AdminWeb open(InetSocketAddress address, Statistics statistics) {
        return open(address, statistics, NodeCheckDoor.CLOSED);
    }

    /**
     * Binds and begins to serve.
     *
     * @param statistics somebody else has them look every second
     * @param door who checks nodes for those who ask
     * @throws UncheckedIOException if the address can't be bound, which its message names; nothing is left open
     */
    public static AdminWeb open(InetSocketAddress address, Statistics statistics, NodeCheckDoor door) {
        try {
            return new AdminWeb(HttpServer.create(address, BACKLOG), new Pages(statistics), door);
        } catch (IOException e) {
            String why =
                    "cannot listen on " + address.getHostString() + ":" + address.getPort() + ": " + e.getMessage();
            throw new UncheckedIOException(new IOException(why, e));
        }
    }

    /** Where it is bound; tells the port if the system chose it. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    private static void answer(HttpExchange exchange, Pages pages) throws IOException {
        try (exchange) {
            send(exchange, pages.answer(exchange.getRequestMethod(), exchange.getRequestURI()));
        } catch (RuntimeException e) {
            LOG.error("{} failed", exchange.getRequestURI(), e);
            throw e;
        }
    }

    /** Takes its time, and no thread meanwhile. */
    private void check(HttpExchange exchange, Pages pages, NodeCheckDoor door) throws IOException {
        URI uri = exchange.getRequestURI();
        if (!exchange.getRequestMethod().equals("GET") || !uri.getPath().equals(NodeCheckDoor.PATH)) {
            answer(exchange, pages);
            return;
        }
        String query = uri.getRawQuery();
        door.answer(query == null ? "" : query)
                .exceptionally(fault -> new NodeCheckDoor.Reply(503, "not checked: the balancer is ending"))
                .thenAcceptAsync(reply -> finish(exchange, Page.text(reply.status(), reply.text())), threads);
    }

    private static void finish(HttpExchange exchange, Page page) {
        try (exchange) {
            send(exchange, page);
        } catch (IOException e) {
            LOG.debug("whoever asked for {} has gone", exchange.getRequestURI(), e);
        }
    }

    private static void send(HttpExchange exchange, Page page) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", page.type());
        exchange.getResponseHeaders().set("Cache-Control", "no-cache");
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        page.fields().forEach(exchange.getResponseHeaders()::set);
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(page.status(), head ? -1 : 0);
        if (head) {
            return;
        }
        try (OutputStream out = exchange.getResponseBody()) {
            for (Iterator<String> pieces = page.pieces(); pieces.hasNext(); ) {
                out.write(pieces.next().getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    /** Breaks off what is under way. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
