package org.irilb.health.probe;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.irilb.core.config.Scheme;
import org.irilb.core.config.TlsOptions;
import org.irilb.core.kit.Await;
import org.irilb.health.active.ActiveChecks;
import org.irilb.health.active.CheckListener;
import org.irilb.health.active.CheckPace;
import org.irilb.health.active.CheckedNode;
import org.irilb.health.check.CheckResult;
import org.irilb.health.check.InfoCheck;
import org.irilb.health.check.Target;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One loop for thousands of nodes, each asked over a connection of its own. Says what that costs. */
class ManyNodesTest {

    private static final int NODES = 2_000;
    private static final int ROUNDS = 2;
    private static final CheckPace PACE =
            new CheckPace(Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(2), 2, 4);
    private static final byte[] INFO =
            "{\"appName\":\"IRI\",\"transactionsToRequest\":0}".getBytes(StandardCharsets.UTF_8);

    private final Map<String, Integer> passed = new ConcurrentHashMap<>();
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress("0.0.0.0", 0), 1000);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, INFO.length);
            exchange.getResponseBody().write(INFO);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void end() {
        server.stop(0);
    }

    /** Each has an address of its own, which all are this machine's. */
    private List<CheckedNode> nodes() {
        int port = server.getAddress().getPort();
        return IntStream.range(0, NODES)
                .mapToObj(i -> "127.1." + i / 250 + "." + (i % 250 + 1))
                .map(host -> new CheckedNode(
                        host,
                        new InfoCheck(
                                new Target(Scheme.HTTP, host, port, "/", ""),
                                Duration.ofSeconds(60),
                                TlsOptions.STANDARD),
                        PACE))
                .toList();
    }

    private final class Passes implements CheckListener {

        @Override
        public void checked(String id, CheckResult result) {
            if (result.passed()) {
                passed.merge(id, 1, Integer::sum);
            }
        }

        @Override
        public void wentDown(String id) {
            throw new AssertionError(id);
        }
    }

    private static Stream<Thread> healthThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("irilb-health"));
    }

    private static long usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    @Test
    void oneLoopChecksThousandsOfNodes() {
        List<Thread> others = healthThreads().toList();
        List<CheckedNode> nodes = nodes();
        try (Prober prober = new Prober()) {
            ActiveChecks checks = new ActiveChecks(prober, down -> {}, new Passes());
            long before = usedHeap();
            checks.update(nodes);
            Await.until(
                    "each has passed twice",
                    () -> passed.size() == NODES && passed.values().stream().allMatch(times -> times >= ROUNDS));
            List<Thread> own =
                    healthThreads().filter(thread -> !others.contains(thread)).toList();
            assertThat(own).hasSize(1);
            assertThat(nodes)
                    .allMatch(node -> checks.status(node.id()).orElseThrow().isUp());

            ThreadMXBean threads = ManagementFactory.getThreadMXBean();
            long micros = threads.getThreadCpuTime(own.get(0).getId()) / 1000;
            int done = passed.values().stream().mapToInt(Integer::intValue).sum();
            System.out.printf(
                    "%d checks of %d nodes: %d µs of CPU each, %d bytes of heap a node%n",
                    done, NODES, micros / done, (usedHeap() - before) / NODES);
        }
    }
}
