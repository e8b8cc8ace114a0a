package org.irilb.server.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.irilb.server.admin.stat.Statistics;
import org.irilb.server.metrics.MetricSource;
import org.irilb.server.nodecheck.NodeCheckDoor;
import org.irilb.server.text.Text;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP endpoint for those who watch the balancer. Threads of its own serve it, which none but slow readers of long
 * pages keep waiting; some are left for what is short. Any thread.
 */
public final class AdminWeb implements AutoCloseable {

    /**
     * What is shown.
     *
     * @param statistics somebody else has them look every second
     * @param metrics what Prometheus is told besides that
     * @param door who checks nodes for those who ask
     */
    public record Shown(Statistics statistics, List<MetricSource> metrics, NodeCheckDoor door) {

        public Shown {
            metrics = List.copyOf(metrics);
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(AdminWeb.class);

    /** The coding, unless its weight is 0 (RFC 9110, section 12.5.3). */
    private static final Pattern GZIP = Pattern.compile(
            "(?:^|,)\\s*gzip\\s*(?:;\\s*q=(?!0(?:\\.0*)?\\s*(?:,|$))[0-9.]+\\s*)?(?:,|$)", Pattern.CASE_INSENSITIVE);

    private static final int THREADS = 64;
    private static final int BACKLOG = 64;

    /** Long pages at a time. */
    private static final int LONG_PAGES = 56;

    /** Seconds that a request may take to come, and an answer to be taken. */
    private static final int PATIENCE = 30;

    /** Connections at a time, those that wait for a thread among them. */
    private static final int CONNECTIONS = 200;

    private static final int HEAD_BYTES = 16 * 1024;

    static {
        // Nobody else here uses the JDK's server, which is told so by nothing else.
        limit("sun.net.httpserver.maxReqTime", PATIENCE);
        limit("sun.net.httpserver.maxRspTime", PATIENCE);
        limit("sun.net.httpserver.maxReqHeaderSize", HEAD_BYTES);
        limit("sun.net.httpserver.maxIdleConnections", CONNECTIONS / 2);
        limit("jdk.httpserver.maxConnections", CONNECTIONS);
    }

    private final Semaphore longPages = new Semaphore(LONG_PAGES);
    private final HttpServer server;
    private final ThreadPoolExecutor threads;
    private final Pages pages;
    private final NodeCheckDoor door;
    private final Visitors visitors;

    private AdminWeb(HttpServer server, Shown shown, Visitors visitors) {
        this.server = server;
        this.pages = new Pages(shown.statistics(), shown.metrics());
        this.door = shown.door();
        this.visitors = visitors;
        AtomicInteger number = new AtomicInteger();
        threads = (ThreadPoolExecutor)
                Executors.newFixedThreadPool(THREADS, task -> daemon(task, "irilb-web-" + number.incrementAndGet()));
        threads.setKeepAliveTime(PATIENCE, TimeUnit.SECONDS);
        threads.allowCoreThreadTimeOut(true);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.createContext(NodeCheckDoor.PATH, this::check);
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

    /** Shows what {@code statistics} tell to anybody, and checks no nodes. */
    public static AdminWeb open(InetSocketAddress address, Statistics statistics) {
        return open(address, new Shown(statistics, List.of(), NodeCheckDoor.CLOSED), Visitors.ANYBODY);
    }

    /**
     * Binds and begins to serve.
     *
     * @throws UncheckedIOException if the address can't be bound, which its message names; nothing is left open
     */
    public static AdminWeb open(InetSocketAddress address, Shown shown, Visitors visitors) {
        try {
            return new AdminWeb(HttpServer.create(address, BACKLOG), shown, visitors);
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

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Optional<Page> refusal = visitors.refuse(exchange);
            send(exchange, refusal.isPresent() ? refusal.get() : page(exchange));
        } catch (RuntimeException e) {
            LOG.error("{} failed", exchange.getRequestURI(), e);
            throw e;
        }
    }

    private Page page(HttpExchange exchange) {
        String codings = exchange.getRequestHeaders().getFirst("Accept-Encoding");
        boolean gzip = codings != null && GZIP.matcher(codings).find();
        return pages.answer(exchange.getRequestMethod(), exchange.getRequestURI(), gzip);
    }

    /** Takes its time, and no thread meanwhile. */
    private void check(HttpExchange exchange) throws IOException {
        URI uri = exchange.getRequestURI();
        Optional<Page> refusal = visitors.refuse(exchange).or(() -> Visitors.refuseOtherSites(exchange));
        if (refusal.isPresent()) {
            finish(exchange, refusal.get());
            return;
        }
        if (!exchange.getRequestMethod().equals("GET") || !uri.getPath().equals(NodeCheckDoor.PATH)) {
            answer(exchange);
            return;
        }
        String query = uri.getRawQuery();
        door.answer(query == null ? "" : query)
                .exceptionally(fault -> new NodeCheckDoor.Reply(503, "not checked: the balancer is ending"))
                .thenAcceptAsync(reply -> finish(exchange, Page.text(reply.status(), reply.text())), threads);
    }

    private void finish(HttpExchange exchange, Page page) {
        try (exchange) {
            send(exchange, page);
        } catch (IOException e) {
            LOG.debug("whoever asked for {} has gone", exchange.getRequestURI(), e);
        }
    }

    private void send(HttpExchange exchange, Page page) throws IOException {
        if (page.isShort()) {
            write(exchange, page);
        } else if (longPages.tryAcquire()) {
            try {
                write(exchange, page);
            } finally {
                longPages.release();
            }
        } else {
            page.body().close();
            write(exchange, Page.text(503, "503 too many are reading").with("Retry-After", "1"));
        }
    }

    private static void write(HttpExchange exchange, Page page) throws IOException {
        try (Text body = page.body()) {
            exchange.getResponseHeaders().set("Content-Type", page.type());
            exchange.getResponseHeaders().set("Cache-Control", "no-cache");
            exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
            page.fields().forEach(exchange.getResponseHeaders()::set);
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(page.status(), head ? -1 : body.length());
            if (!head) {
                try (OutputStream out = exchange.getResponseBody()) {
                    body.writeTo(out);
                }
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
