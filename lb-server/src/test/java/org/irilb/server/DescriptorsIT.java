package org.irilb.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.irilb.core.config.Scheme;
import org.irilb.core.config.TransportChoice;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.OnEachTransport;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Wire;
import org.irilb.server.demo.NodeTraits;
import org.irilb.server.demo.SimulatedNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** With fewer file descriptors than clients. */
@EnabledOnOs(OS.LINUX)
@Execution(ExecutionMode.CONCURRENT)
final class DescriptorsIT {

    private static final int DESCRIPTORS = 160;
    private static final int CLIENTS = 400;
    private static final int EARLY = 10;
    private static final int LATE = 20;

    /** Is answered without a node. */
    private static final String REQUEST = "OPTIONS * HTTP/1.1\r\nHost: a\r\nMax-Forwards: 0\r\n\r\n";

    private static final String NODE_INFO = "{\"command\":\"getNodeInfo\"}";

    private static final String TIME = "yyyy-MM-dd HH:mm:ss.SSS";
    /** On average; it may have paused between its wait's begin and the line that tells of it. */
    private static final Duration HALF_A_SECOND = Duration.ofMillis(500);

    private static final String WAITS = "iri_front accepts nothing for 1 s";

    @TempDir
    private Path dir;

    @OnEachTransport
    void withoutDescriptorsItServesWhomItHasAndRestsAndGoesOnWhenThereAreSome(TransportChoice transport)
            throws IOException {
        List<Wire> clients = new ArrayList<>();
        try (Origin node = Origin.answering("{}");
                Launched jar = launched(transport, node)) {
            InetSocketAddress address = new InetSocketAddress(
                    "127.0.0.1", Integer.parseInt(jar.await("iri_front listens on 127\\.0\\.0\\.1:(\\d+)")));
            connect(address, EARLY, clients);
            clients.forEach(DescriptorsIT::assertServed);

            connect(address, CLIENTS - EARLY, clients);
            jar.await(WAITS);
            assertRests(jar, transport);
            List<Wire> early = clients.subList(0, EARLY);
            early.forEach(DescriptorsIT::assertServed);
            early.forEach(client -> client.post(NODE_INFO));
            early.forEach(client -> assertThat(client.readAnswer().status()).isIn(200, 503));

            List<Wire> late = clients.subList(CLIENTS - LATE, CLIENTS);
            clients.subList(0, CLIENTS - LATE).forEach(Wire::close);
            late.forEach(DescriptorsIT::assertServed);
            for (Wire client : late) {
                assertThat(client.post(NODE_INFO).readAnswer().status()).isEqualTo(200);
            }
            late.forEach(Wire::close);
            jar.signal("TERM");
            assertThat(jar.exitCode()).isZero();
            assertThat(jar.err()).isEmpty();
        }
    }

    /** Its own checks find no descriptors either, and that says nothing of the node. */
    @Test
    void withoutDescriptorsNoNodeIsBlamed() throws IOException {
        List<Wire> clients = new ArrayList<>();
        try (SimulatedNode node = SimulatedNode.start(Scheme.HTTP, NodeTraits.plain());
                Launched jar = launched(
                        TransportChoice.NIO, node.port(), "{ interval: 100ms, fast-interval: 50ms, timeout: 20s }")) {
            InetSocketAddress address = new InetSocketAddress(
                    "127.0.0.1", Integer.parseInt(jar.await("iri_front listens on 127\\.0\\.0\\.1:(\\d+)")));
            Await.until("it is checked", () -> node.received("getNodeInfo") > 0);
            connect(address, CLIENTS, clients);
            jar.await("node a can't be checked: no socket: Too many open files");
            jar.await(WAITS);

            int before = node.received("getNodeInfo");
            clients.forEach(Wire::close);
            Await.until("it is checked again", () -> node.received("getNodeInfo") > before);
            try (Wire client = Wire.connect(address)) {
                assertThat(client.post(NODE_INFO).readAnswer().status()).isEqualTo(200);
            }
            assertThat(jar.out()).doesNotContain("is DOWN", "is UP");
        }
    }

    private Launched launched(TransportChoice transport, Origin node) throws IOException {
        return launched(transport, node.port(), "{ trust: consul }");
    }

    private Launched launched(TransportChoice transport, int port, String health) throws IOException {
        Files.createDirectories(dir.resolve("config/services"));
        Files.writeString(dir.resolve("config/services/a.json"), """
                { "ID": "a", "Name": "iri", "Address": "127.0.0.1", "Port": %d, "Tags": ["haproxy.maxconn=10"] }
                """.formatted(port));
        Files.writeString(dir.resolve("config/lb.yml"), """
                listeners: [{ name: iri_front, bind: "127.0.0.1:0", max-connections: 1000 }]
                max-connections: 1000
                admin: { socket: null, web: null }
                timeouts: { request: 1m }
                health: %s
                transport: %s
                """.formatted(
                        health, transport.name().toLowerCase(Locale.ROOT)));
        Launched jar = Launched.limited(dir, DESCRIPTORS);
        jar.await("iri_back: \\+1");
        return jar;
    }

    private static void connect(InetSocketAddress address, int count, List<Wire> clients) {
        for (int i = 0; i < count; i++) {
            clients.add(Wire.connect(address));
        }
    }

    private static void assertServed(Wire client) {
        assertThat(client.send(REQUEST).readAnswer().status()).isEqualTo(200);
    }

    /** It tries again once a second, and says so each time. */
    private static void assertRests(Launched jar, TransportChoice transport) {
        int before = waits(jar).size();
        long ticks = jar.ticks();
        long beganNanos = System.nanoTime();
        Await.until("it has tried again three times", () -> waits(jar).size() >= before + 3);
        long seconds = 1 + (System.nanoTime() - beganNanos) / 1_000_000_000;
        long used = jar.ticks() - ticks;
        System.out.printf("%s without descriptors: %d ticks of CPU in %d s%n", transport, used, seconds);
        assertThat(used).isLessThan(seconds * 50);
        List<LocalDateTime> waits = waits(jar);
        Duration all = Duration.between(waits.get(0), waits.get(waits.size() - 1));
        assertThat(all).isGreaterThan(HALF_A_SECOND.multipliedBy(waits.size() - 1));
    }

    /** When it said that it waits, as its log tells. */
    private static List<LocalDateTime> waits(Launched jar) {
        return jar.out()
                .lines()
                .filter(line -> line.contains(WAITS))
                .map(line -> LocalDateTime.parse(line.substring(0, TIME.length()), DateTimeFormatter.ofPattern(TIME)))
                .toList();
    }
}
