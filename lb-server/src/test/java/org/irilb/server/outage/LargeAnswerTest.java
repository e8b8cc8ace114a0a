package org.irilb.server.outage;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.irilb.consul.ConsulSettings;
import org.irilb.consul.ConsulSource;
import org.irilb.consul.api.ConsulAccess;
import org.irilb.consul.api.ConsulAddress;
import org.irilb.core.LoadBalancer;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.Setup;
import org.irilb.core.metrics.BalancerStatus.ServerStatus;
import org.junit.jupiter.api.Test;

/** Ten thousand nodes in one answer of Consul; what that costs is printed. */
final class LargeAnswerTest {

    private static final int NODES = 10_000;

    /** As Consul 1.8 writes it, with what it says besides. */
    private static final String ENTRY = """
            {"Node":{"ID":"df45961e-ce7b-7bf0-cdf5-0af0c4f72fdf","Node":"host-%1$d","Address":"10.0.0.1",
            "Datacenter":"dc1","TaggedAddresses":null,"Meta":null,"CreateIndex":8,"ModifyIndex":8},
            "Service":{"ID":"10.%2$d.%3$d.1:14265","Service":"iri","Tags":["haproxy.maxconn=7","haproxy.pow=true",
            "haproxy.weight=%4$d"],"Address":"10.%2$d.%3$d.1","TaggedAddresses":{"lan_ipv4":{"Address":"10.0.0.1",
            "Port":1},"wan_ipv4":{"Address":"10.0.0.1","Port":1}},"Meta":{},"Port":14265,"Weights":{"Passing":1,
            "Warning":1},"EnableTagOverride":false,"Proxy":{"MeshGateway":{},"Expose":{}},"Connect":{},
            "CreateIndex":10,"ModifyIndex":10},"Checks":[{"Node":"host-%1$d","CheckID":"serfHealth",
            "Name":"Serf Health Status","Status":"passing","Notes":"","Output":"Agent alive and reachable",
            "ServiceID":"","ServiceName":"","ServiceTags":[],"Type":"","Definition":{},"CreateIndex":8,
            "ModifyIndex":8},{"Node":"host-%1$d","CheckID":"api-%1$d","Name":"API","Status":"passing","Notes":"",
            "Output":"appVersion 1.8.6, 5 neighbors, in sync","ServiceID":"x","ServiceName":"iri","ServiceTags":[],
            "Type":"script","Definition":{},"CreateIndex":9,"ModifyIndex":9}]}
            """;

    private final Map<Integer, byte[]> bodies = Map.of(1, body(1), 2, body(2));
    private final AtomicInteger version = new AtomicInteger(1);
    private final CountDownLatch change = new CountDownLatch(1);
    private long readingMillis;
    private long publishingMillis;

    @Test
    void tenThousandNodesAreOneSnapshotAndSoIsAChangeOfOneOfThem() throws IOException {
        HttpServer consul = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        consul.createContext("/v1/health/service/iri", this::answer);
        consul.setExecutor(Executors.newCachedThreadPool());
        consul.start();
        long used = used();
        long began = System.nanoTime();
        try (LoadBalancer balancer = LoadBalancer.start(Setup.standard().config());
                ConsulSource source = ConsulSource.start(
                        ConsulSettings.of(
                                ConsulAccess.to(new ConsulAddress(
                                        false, "127.0.0.1", consul.getAddress().getPort())),
                                "iri"),
                        balancer::updateNodes)) {
            Await.until("all are known", () -> first(balancer, 1));
            print("first answer", began);
            System.out.printf(Locale.ROOT, "heap kept by it: %.1f MiB%n", (used() - used) / 1048576.0);

            began = System.nanoTime();
            version.incrementAndGet();
            change.countDown();
            Await.until("the change is known", () -> first(balancer, 2));
            print("a change", began);
            assertThat(balancer.status().pools().get(0).servers()).hasSize(NODES);
            assertThat(source.status().get(0).failures()).isZero();
        } finally {
            consul.stop(0);
        }
    }

    private static boolean first(LoadBalancer balancer, int weight) {
        return balancer.status().pools().get(0).servers().stream()
                .findFirst()
                .map(ServerStatus::weight)
                .filter(found -> found == weight)
                .isPresent();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        if (query.contains("index=1")) {
            Await.latch(change);
        } else if (query.contains("index=2")) {
            Await.latch(new CountDownLatch(1));
        }
        byte[] body = bodies.get(version.get());
        exchange.getResponseHeaders().add("X-Consul-Index", Integer.toString(version.get()));
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static byte[] body(int weightOfFirst) {
        return IntStream.range(0, NODES)
                .mapToObj(i -> ENTRY.formatted(i, i / 250, i % 250, i == 0 ? weightOfFirst : 1))
                .collect(Collectors.joining(",", "[", "]"))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static long used() {
        System.gc();
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        return heap.getUsed();
    }

    private void print(String what, long beganNanos) {
        long reading = cpuMillis("vert.x-eventloop-thread-0");
        long publishing = cpuMillis("irilb-control");
        System.out.printf(
                Locale.ROOT,
                "%s of %.1f MB, until the loops had it: %d ms; CPU of reading it %d ms, of publishing it %d ms%n",
                what,
                bodies.get(1).length / 1e6,
                (System.nanoTime() - beganNanos) / 1_000_000,
                reading - readingMillis,
                publishing - publishingMillis);
        readingMillis = reading;
        publishingMillis = publishing;
    }

    private static long cpuMillis(String thread) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return Arrays.stream(threads.getAllThreadIds())
                .filter(id -> {
                    ThreadInfo info = threads.getThreadInfo(id);
                    return info != null && info.getThreadName().equals(thread);
                })
                .map(id -> threads.getThreadCpuTime(id) / 1_000_000)
                .sum();
    }
}
