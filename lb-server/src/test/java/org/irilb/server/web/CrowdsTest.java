package org.irilb.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.irilb.core.LoadBalancer;
import org.irilb.core.config.NodeConfig;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.Setup;
import org.irilb.core.kit.Wire;
import org.irilb.server.admin.stat.Statistics;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Many who watch many nodes, and some who don't read what they have asked for. */
@Isolated("measures the memory of the whole process")
final class CrowdsTest {

    private static final int NODES = 1_000;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static LoadBalancer balancer;
    private static AdminWeb web;

    @BeforeAll
    static void start() {
        balancer = LoadBalancer.start(Setup.standard().config());
        NodeConfig[] nodes = IntStream.rangeClosed(1, NODES)
                .mapToObj(i -> Setup.node(i, 1, 1))
                .toArray(NodeConfig[]::new);
        balancer.updateNodes(List.of(nodes));
        Await.until("the nodes are known", () -> balancer.status().snapshotVersion() > 1);
        web = AdminWeb.open(new InetSocketAddress("127.0.0.1", 0), new Statistics(balancer));
    }

    @AfterAll
    static void close() {
        web.close();
        balancer.close();
    }

    private static HttpResponse<byte[]> get(String path, String... fields) {
        URI uri = URI.create("http://127.0.0.1:" + web.address().getPort() + path);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        if (fields.length > 0) {
            request.headers(fields);
        }
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static long webThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("irilb-web"))
                .count();
    }

    @Test
    void whoDoesNotReadCostsNoThreadAndNoMemory() {
        long page = get("/metrics").body().length;
        long before = usedHeap();
        List<Wire> silent = new ArrayList<>();
        try {
            Await.until("all who may read long pages do nothing", () -> {
                silent.add(Wire.connectWithSmallBuffer(web.address())
                        .send("GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n"));
                return get("/metrics").statusCode() == 503;
            });
            assertThat(silent).hasSizeGreaterThan(20);
            assertThat(get("/metrics").headers().firstValue("Retry-After")).contains("1");
            assertThat(get("/healthz").statusCode()).isEqualTo(200);
            assertThat(get("/readyz").statusCode()).isEqualTo(200);
            assertThat(webThreads()).isBetween(1L, 2L);
            assertThat(usedHeap() - before).as("bytes held, of %d a page", page).isLessThan(silent.size() * page / 2);
        } finally {
            silent.forEach(Wire::reset);
        }
        Await.until("others may read again", () -> get("/metrics").statusCode() == 200);
    }

    @Test
    void whatIsCompressedIsTheSameAndShort() throws IOException {
        HttpResponse<byte[]> plain = get("/metrics");
        HttpResponse<byte[]> compressed = get("/metrics", "Accept-Encoding", "br, gzip;q=1.0");
        assertThat(compressed.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(compressed.headers().firstValue("Vary")).contains("Accept-Encoding");
        assertThat(compressed.body().length).isLessThan(plain.body().length / 10);
        byte[] text = new GZIPInputStream(new ByteArrayInputStream(compressed.body())).readAllBytes();
        assertThat(families(text)).isEqualTo(families(plain.body()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip | true",
                "GZIP;q=0.1, br | true",
                "deflate, gzip ; q=1.000 | true",
                "gzip;q=0 | false",
                "gzip; q=0.000, br | false",
                "x-gzip, br | false",
                "* ;q=0 | false"
            })
    void itIsCompressedForThoseWhoTakeThat(String accepted, boolean compressed) {
        assertThat(get("/metrics", "Accept-Encoding", accepted)
                        .headers()
                        .firstValue("Content-Encoding")
                        .isPresent())
                .isEqualTo(compressed);
    }

    /** Without those of the JVM, some of which begin with its first collection. */
    private static List<String> families(byte[] text) {
        return new String(text, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.matches("# TYPE (haproxy|irilb)_.*"))
                .toList();
    }

    @Test
    void noThreadIsLeftOfWhatIsClosed() {
        long before = webThreads();
        AdminWeb other = AdminWeb.open(new InetSocketAddress("127.0.0.1", 0), new Statistics(balancer));
        try (Wire client = Wire.connect(other.address())) {
            assertThat(client.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
                            .read()
                            .status())
                    .isEqualTo(200);
            assertThat(webThreads()).isGreaterThan(before);
        } finally {
            other.close();
        }
        assertThat(webThreads()).isLessThanOrEqualTo(before);
    }

    @Test
    void aHeadWithoutEndIsCutOff() {
        try (Wire endless = Wire.connect(web.address())) {
            endless.send("GET /metrics HTTP/1.1\r\nHost: localhost\r\n");
            String field = "X-Pad: " + "x".repeat(1000) + "\r\n";
            Await.until("it has ended", () -> {
                try {
                    endless.send(field);
                    return false;
                } catch (Wire.WireException e) {
                    return true;
                }
            });
        }
        assertThat(get("/healthz").statusCode()).isEqualTo(200);
    }
}
