package org.irilb.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.irilb.consul.ConsulSettings;
import org.irilb.consul.ConsulSource;
import org.irilb.consul.api.ConsulAccess;
import org.irilb.consul.api.ConsulAddress;
import org.irilb.consul.kit.ConsulAgent;
import org.irilb.core.LoadBalancer;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Setup;
import org.irilb.core.kit.Wire;
import org.irilb.core.metrics.BalancerStatus.ServerStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Wallets over nodes that a real Consul knows, while operators change them. {@code -Dconsul.changes=1000} makes more
 * changes.
 */
@Execution(ExecutionMode.CONCURRENT)
final class ConsulClusterTest {

    private static final int CHANGES = Integer.getInteger("consul.changes", 50);
    private static final String NODE_INFO = "{\"command\":\"getNodeInfo\"}";
    private static final String SLOW_CALL = "{\"command\":\"getTransactionsToApprove\",\"depth\":3}";
    private static final String POW = "{\"command\":\"attachToTangle\"}";

    @TempDir
    private Path dir;

    private final List<Origin> nodes = new ArrayList<>();
    private final AtomicLong answeredNanos = new AtomicLong();
    private final CountDownLatch slowMayFinish = new CountDownLatch(1);
    private ConsulAgent consul;
    private LoadBalancer balancer;
    private ConsulSource source;

    @BeforeEach
    void start() {
        consul = ConsulAgent.start("\"enable_script_checks\": true,");
        balancer = LoadBalancer.start(Setup.standard()
                .withServerTimeout(Duration.ofMinutes(5))
                .withKeepAlive(Duration.ofMinutes(5))
                .withMaxConnections(1_000)
                .config());
        source = ConsulSource.start(
                ConsulSettings.of(ConsulAccess.to(ConsulAddress.parse(consul.address())), "iri"), configs -> {
                    answeredNanos.set(System.nanoTime());
                    balancer.updateNodes(configs);
                });
    }

    @AfterEach
    void end() {
        source.close();
        balancer.close();
        nodes.forEach(Origin::close);
        consul.close();
    }

    /** A node whose answers say its name; the slow call takes until the test lets it finish. */
    private Origin node(String name) {
        Origin node = Origin.playing((wire, origin) -> {
            while (true) {
                if (origin.next(wire).body().equals(SLOW_CALL)) {
                    Await.latch(slowMayFinish);
                }
                origin.done();
                wire.send(Origin.ok(name));
            }
        });
        nodes.add(node);
        return node;
    }

    private static String id(Origin node) {
        return "127.0.0.1:" + node.port();
    }

    /** Registers a node in the form that operators have in their files; its check fails while the file is there. */
    private void register(Origin node, String... tags) {
        String list = Arrays.stream(tags)
                .map(tag -> "\"" + tag + "\"")
                .reduce("\"haproxy.scheme=http\"", (a, b) -> a + ", " + b);
        consul.register("""
                { "ID": "%s", "Name": "iri", "tags": [%s],
                  "Address": "127.0.0.1", "Port": %d, "EnableTagOverride": false,
                  "Check": { "CheckID": "%s-check", "name": "API %s",
                    "args": ["/bin/sh", "-c", "test ! -e %s || exit 2"],
                    "Interval": "1s", "timeout": "60s", "status": "passing", "DeregisterCriticalServiceAfter": "1m" } }
                """.formatted(id(node), list, node.port(), id(node), id(node), failure(node)));
    }

    private Path failure(Origin node) {
        return dir.resolve("fail-" + node.port());
    }

    private void setFailing(Origin node, boolean failing) {
        try {
            if (failing) {
                Files.createFile(failure(node));
            } else {
                Files.delete(failure(node));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void setMaintenance(Origin node, boolean on) {
        consul.put("/v1/agent/service/maintenance/" + id(node) + "?enable=" + on + "&reason=upgrade", "");
    }

    private ServerStatus server(String pool, Origin node) {
        return balancer.status().pools().stream()
                .filter(status -> status.name().equals(pool))
                .flatMap(status -> status.servers().stream())
                .filter(status -> status.name().equals(id(node)))
                .findFirst()
                .orElse(null);
    }

    private void awaitServer(String what, Origin node, Predicate<ServerStatus> condition) {
        Await.until(what, () -> {
            ServerStatus server = server(Setup.POOL, node);
            return server != null && condition.test(server);
        });
    }

    /** Who has answered so many requests, each name so often as it has. */
    private ConcurrentHashMap<String, Integer> answers(int requests, String body) {
        ConcurrentHashMap<String, Integer> names = new ConcurrentHashMap<>();
        try (Wire client = connect()) {
            for (int i = 0; i < requests; i++) {
                Wire.Message answer = client.post(body).readAnswer();
                assertThat(answer.status()).isEqualTo(200);
                names.merge(answer.body(), 1, Integer::sum);
            }
        }
        return names;
    }

    private Wire connect() {
        return Wire.connect(balancer.address(Setup.LISTENER));
    }

    @Test
    void everyChangeInConsulTakesEffectWhileASlowRequestOnThatNodeFinishes() {
        Origin a = node("a");
        Origin b = node("b");
        Origin c = node("c");
        register(a, "haproxy.maxconn=8");
        awaitServer("a is served", a, ServerStatus::usable);
        try (Wire slow = connect()) {
            slow.post(SLOW_CALL);
            Await.until("the slow request runs", () -> a.requests().size() == 1);
            register(b, "haproxy.maxconn=8");
            register(c, "haproxy.maxconn=8");
            awaitServer("b and c appear", b, server -> server(Setup.POOL, c) != null);
            assertThat(answers(9, NODE_INFO)).containsOnly(entry("a", 3), entry("b", 3), entry("c", 3));

            register(a, "haproxy.maxconn=8", "haproxy.weight=4");
            awaitServer("a weighs more", a, server -> server.weight() == 4);
            assertThat(answers(12, NODE_INFO)).containsOnly(entry("a", 8), entry("b", 2), entry("c", 2));

            register(a, "haproxy.maxconn=1", "haproxy.weight=4");
            awaitServer("a takes one at a time", a, server -> server.limit() == 1);
            assertThat(answers(4, NODE_INFO)).containsOnlyKeys("b", "c");

            register(a, "haproxy.maxconn=8", "haproxy.pow=true");
            awaitServer("a does proof of work", a, server -> server(Setup.POW_POOL, a) != null && server.limit() == 8);
            assertThat(answers(2, POW)).containsOnly(entry("a", 2));

            Origin d = node("d");
            register(d, "haproxy.maxconn=8");
            awaitServer("d appears", d, ServerStatus::usable);
            assertThat(answers(8, NODE_INFO)).containsOnlyKeys("a", "b", "c", "d");

            setFailing(a, true);
            awaitServer("a's check fails", a, server -> !server.usable());
            assertThat(server(Setup.POOL, a).reason()).contains("API " + id(a));
            assertThat(answers(6, NODE_INFO)).containsOnlyKeys("b", "c", "d");
            setFailing(a, false);
            awaitServer("a's check passes", a, ServerStatus::usable);
            assertThat(answers(8, NODE_INFO)).containsOnlyKeys("a", "b", "c", "d");

            setMaintenance(a, true);
            awaitServer("a is in maintenance", a, server -> !server.usable());
            assertThat(server(Setup.POOL, a).status()).isEqualTo("MAINT");
            assertThat(answers(6, NODE_INFO)).containsOnlyKeys("b", "c", "d");
            setMaintenance(a, false);
            awaitServer("a is back", a, ServerStatus::usable);

            consul.deregister(id(a));
            awaitServer("a drains", a, server -> server.status().equals("DRAIN"));
            assertThat(answers(6, NODE_INFO)).containsOnlyKeys("b", "c", "d");

            slowMayFinish.countDown();
            Wire.Message answer = slow.readAnswer();
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("a");
            Await.until("a is gone", () -> server(Setup.POOL, a) == null);
        }
    }

    private static Map.Entry<String, Integer> entry(String name, int times) {
        return Map.entry(name, times);
    }

    @Test
    void aChangeReachesTheTrafficSoonAfterConsulsAnswer() {
        Origin a = node("a");
        Origin b = node("b");
        register(b, "haproxy.maxconn=8", "haproxy.weight=0");
        register(a, "haproxy.maxconn=8");
        awaitServer("a and b are known", a, server -> server.usable() && server(Setup.POOL, b) != null);
        long[] sinceAnswer = new long[CHANGES];
        long[] sinceWrite = new long[CHANGES];
        try (Wire client = connect()) {
            for (int i = 0; i < CHANGES; i++) {
                boolean toB = i % 2 == 0;
                Origin on = toB ? b : a;
                Origin off = toB ? a : b;
                register(on, "haproxy.maxconn=8");
                awaitServer("both serve", on, ServerStatus::usable);
                long written = System.nanoTime();
                register(off, "haproxy.maxconn=8", "haproxy.weight=0");
                String gone = toB ? "a" : "b";
                int inARow = 0;
                long changed = 0;
                while (inARow < 3) { // two nodes in turn: three answers of one are the change
                    long sent = System.nanoTime();
                    assertThat(sent - written).as("the change is waited for").isLessThan(Await.PATIENCE.toNanos());
                    boolean other = !client.post(NODE_INFO).readAnswer().body().equals(gone);
                    changed = other && inARow == 0 ? sent : changed;
                    inARow = other ? inARow + 1 : 0;
                }
                sinceAnswer[i] = Math.max(0, changed - answeredNanos.get());
                sinceWrite[i] = changed - written;
            }
        }
        print("Consul's answer to changed traffic", sinceAnswer);
        print("write to Consul to changed traffic", sinceWrite);
        Await.until("nothing is left", () -> balancer.status().pools().get(0).current() == 0);
    }

    private static void print(String what, long[] nanos) {
        Arrays.sort(nanos);
        System.out.printf(
                "%s, %d changes: p50 %.2f ms, p99 %.2f ms%n",
                what, nanos.length, nanos[nanos.length / 2] / 1e6, nanos[nanos.length * 99 / 100] / 1e6);
    }
}
