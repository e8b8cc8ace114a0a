package org.irilb.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import org.irilb.core.LoadBalancer;
import org.irilb.core.config.BalancerConfig;
import org.irilb.core.config.TransportChoice;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.Drain;
import org.irilb.core.kit.Issuer;
import org.irilb.core.kit.OnEachTransport;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Setup;
import org.irilb.core.kit.TlsSetup;
import org.irilb.core.kit.Warnings;
import org.irilb.core.kit.Wire;
import org.irilb.core.metrics.Counter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Execution(ExecutionMode.CONCURRENT)
final class DrainTest {

    private static final String NODE_INFO = "{\"command\":\"getNodeInfo\"}";
    private static final int CLIENTS = 3;
    private static final int PART = 64 * 1024;
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration FOREVER = Duration.ofHours(1);

    private final CountDownLatch answer = new CountDownLatch(1);
    private final Origin node = Origin.playing((wire, origin) -> {
        while (true) {
            origin.next(wire);
            origin.done();
            try {
                answer.await();
            } catch (InterruptedException e) {
                return;
            }
            wire.send(Origin.ok("{}"));
        }
    });

    @AfterEach
    void endNode() {
        node.close();
    }

    private LoadBalancer start(TransportChoice transport) {
        return start(Setup.standard().with(transport).config(), node);
    }

    private static LoadBalancer start(BalancerConfig config, Origin node) {
        LoadBalancer balancer = LoadBalancer.start(config);
        balancer.updateNodes(List.of(Setup.node(node.port(), 1, 10)));
        Await.until("the node is known", () -> balancer.status().snapshotVersion() == 2);
        return balancer;
    }

    @ParameterizedTest
    @EnumSource(TransportChoice.class)
    void whatRunsIsFinishedAndNothingNewIsTaken(TransportChoice transport) {
        try (LoadBalancer balancer = start(transport)) {
            InetSocketAddress address = balancer.address(Setup.LISTENER);
            try (Wire idle = Wire.connect(address);
                    Wire begun = Wire.connect(address);
                    Wire running = Wire.connect(address)) {
                String request = Wire.request(NODE_INFO);
                begun.send(request.substring(0, 10));
                running.post(NODE_INFO);
                Await.until("a request runs", () -> node.requests().size() == 1);
                Await.until("all are connected", () -> balancer.status().currentConnections() == 3);
                Await.until(
                        "another one has begun",
                        () -> balancer.status().listeners().get(0).counters().sum(Counter.BYTES_IN)
                                == request.length() + 10);
                CompletableFuture<Integer> drained = Drain.begin(balancer, LONG);
                assertThat(idle.isEnded()).isTrue();
                // the JDK closes a listening socket for good when its selector is asked next
                Await.until("no connection is taken", () -> isRefused(address));
                assertThat(drained).isNotDone();
                begun.send(request.substring(10));
                answer.countDown();
                for (Wire wire : List.of(running, begun)) {
                    Wire.Message last = wire.readAnswer();
                    assertThat(last.status()).isEqualTo(200);
                    assertThat(last.field("Connection")).hasValue("close");
                    assertThat(wire.isEnded()).isTrue();
                }
                assertThat(drained.join()).isZero();
            }
        }
    }

    private static boolean isRefused(InetSocketAddress address) {
        try {
            Wire.connect(address).close();
            return false;
        } catch (Wire.WireException e) {
            return true;
        }
    }

    @ParameterizedTest
    @EnumSource(TransportChoice.class)
    void whatDoesNotFinishInTimeIsCounted(TransportChoice transport) {
        try (LoadBalancer balancer = start(transport);
                Wire running = Wire.connect(balancer.address(Setup.LISTENER))) {
            running.post(NODE_INFO);
            Await.until("a request runs", () -> node.requests().size() == 1);
            assertThat(Drain.begin(balancer, Duration.ofMillis(1)).join()).isEqualTo(1);
        }
    }

    @OnEachTransport
    void whatIsCutOffAtTheEndIsNoFault(TransportChoice transport) {
        assertCutInSilence(patient(transport).config(), UnaryOperator.identity());
    }

    @OnEachTransport
    void whatIsCutOffAtTheEndIsNoFaultOverTlsEither(TransportChoice transport, @TempDir Path dir) {
        Issuer issuer = Issuer.named("drain");
        Path certificate = Issuer.write(issuer.issue("localhost"), dir, "localhost.pem");
        SSLContext tls = issuer.client();
        assertCutInSilence(
                TlsSetup.of(certificate).config(patient(transport)), client -> client.over(tls, "localhost"));
    }

    private static Setup patient(TransportChoice transport) {
        return Setup.standard().with(transport).withClientTimeout(FOREVER).withServerTimeout(FOREVER);
    }

    /** Clients that don't read, so that something is being written to each of them. */
    private static void assertCutInSilence(BalancerConfig config, UnaryOperator<Wire> tls) {
        AtomicLong sent = new AtomicLong();
        List<Wire> clients = new ArrayList<>();
        try (Warnings warnings = new Warnings();
                Origin endless = Origin.playing((wire, origin) -> {
                    origin.next(wire);
                    wire.send("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n");
                    while (true) {
                        wire.send(new byte[PART]);
                        sent.addAndGet(PART);
                    }
                })) {
            try (LoadBalancer balancer = start(config, endless)) {
                for (int i = 0; i < CLIENTS; i++) {
                    clients.add(tls.apply(Wire.connect(balancer.address(Setup.LISTENER)))
                            .post(NODE_INFO));
                }
                Await.standstill("no client takes more", sent::get);
                assertThat(Drain.begin(balancer, Duration.ofMillis(1)).join()).isEqualTo(CLIENTS);
            }
            assertThat(warnings.about("io.netty.channel.")).isEmpty();
        } finally {
            clients.forEach(Wire::close);
        }
    }

    @ParameterizedTest
    @EnumSource(TransportChoice.class)
    void closingCutsTheWaitingShort(TransportChoice transport) {
        CompletableFuture<Integer> drained;
        try (LoadBalancer balancer = start(transport);
                Wire running = Wire.connect(balancer.address(Setup.LISTENER))) {
            running.post(NODE_INFO);
            Await.until("a request runs", () -> node.requests().size() == 1);
            drained = Drain.begin(balancer, LONG.multipliedBy(100));
        }
        assertThat(drained.join()).isZero();
    }

    @ParameterizedTest
    @EnumSource(TransportChoice.class)
    void aConnectionWhoseAnswerHadBegunEndsBehindIt(TransportChoice transport) {
        try (Origin half = Origin.playing((wire, origin) -> {
                    origin.next(wire);
                    origin.done();
                    wire.send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n12");
                    Await.latch(answer);
                    wire.send("34");
                    wire.readToEnd();
                });
                LoadBalancer balancer = LoadBalancer.start(Setup.standard()
                        .with(transport)
                        .withKeepAlive(Duration.ofMinutes(1))
                        .config())) {
            balancer.updateNodes(List.of(Setup.node(half.port(), 1, 10)));
            Await.until("the node is known", () -> balancer.status().snapshotVersion() == 2);
            try (Wire client = Wire.connect(balancer.address(Setup.LISTENER)).post(NODE_INFO)) {
                client.readHead();
                assertThat(client.readBytes(2)).isEqualTo("12");
                CompletableFuture<Integer> drained = Drain.begin(balancer, LONG);
                answer.countDown();
                assertThat(client.readToEnd()).isEqualTo("34");
                assertThat(drained.join()).isZero();
            }
        }
    }
}
