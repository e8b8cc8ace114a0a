package org.irilb.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.irilb.core.LoadBalancer;
import org.irilb.core.config.TransportChoice;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.OnEachTransport;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Setup;
import org.irilb.core.kit.Wire;
import org.irilb.core.metrics.BalancerStatus.PoolStatus;
import org.irilb.core.metrics.Counter;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Bodies that nobody has to look at go on while they arrive. */
@Execution(ExecutionMode.CONCURRENT)
final class UploadTest {

    private static final String HEAD = "POST /upload HTTP/1.1\r\nHost: lb\r\n";

    private static LoadBalancer start(Setup setup, Origin node) {
        LoadBalancer balancer = LoadBalancer.start(setup.configWithoutCommands());
        balancer.updateNodes(List.of(Setup.node(node.port(), 1, 10)));
        Await.until("the node is known", () -> balancer.status().snapshotVersion() == 2);
        return balancer;
    }

    private static Wire connect(LoadBalancer balancer) {
        return Wire.connect(balancer.address(Setup.LISTENER));
    }

    private static void awaitQuiet(LoadBalancer balancer) {
        PoolStatus pool = balancer.status().pools().get(0);
        Await.until(
                "nothing runs",
                () -> balancer.status().pools().get(0).current() == 0
                        && balancer.status().pools().get(0).servers().get(0).current() == 0);
        assertThat(pool.queued()).isZero();
    }

    private static String lengthHead(long length) {
        return HEAD + "Content-Length: " + length + "\r\n\r\n";
    }

    @OnEachTransport
    void aBodyLargerThanWhatIsReadWholeArrivesAsItWasSent(TransportChoice transport) {
        String body = "0123456789".repeat(500_000);
        try (Origin node = Origin.answering("{}");
                LoadBalancer balancer = start(Setup.standard().with(transport), node);
                Wire client = connect(balancer)) {
            for (int i = 0; i < 3; i++) {
                client.send(lengthHead(body.length()) + body);
                assertThat(client.readAnswer().status()).isEqualTo(200);
                assertThat(node.requests().get(i).body()).isEqualTo(body);
            }
            awaitQuiet(balancer);
        }
    }

    @OnEachTransport
    void chunksGoOnAsChunksWithTheirTrailersAndTheNextRequestFollows(TransportChoice transport) {
        String chunks = "5;ext=1\r\nhello\r\n" + "5\r\nhello\r\n".repeat(1_999) + "0\r\nX-Sum: 1\r\n\r\n";
        try (Origin node = Origin.answering("{}");
                LoadBalancer balancer = start(Setup.standard().with(transport), node);
                Wire client = connect(balancer)) {
            client.send(HEAD + "Transfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n" + chunks + lengthHead(2) + "ab");
            assertThat(client.readAnswer().status()).isEqualTo(200);
            assertThat(client.readAnswer().status()).isEqualTo(200);
            assertThat(node.requests().get(0).body()).isEqualTo("hello".repeat(2_000));
            assertThat(node.requests().get(0).raw())
                    .endsWith("0\r\nX-Sum: 1\r\n\r\n")
                    .doesNotContain("ext=1");
            assertThat(node.requests().get(1).body()).isEqualTo("ab");
        }
    }

    @OnEachTransport
    void theClientIsReadNoFasterThanTheNodeTakesIt(TransportChoice transport) {
        int length = 60_000_000;
        CountDownLatch reading = new CountDownLatch(1);
        try (Origin node = Origin.playing((wire, origin) -> {
                    wire.readHead();
                    Await.latch(reading);
                    assertThat(wire.readBytes(length)).hasSize(length);
                    wire.send(Origin.ok("{}"));
                });
                LoadBalancer balancer = start(Setup.standard().with(transport), node);
                Wire client = connect(balancer)) {
            CompletableFuture<Wire> sent =
                    CompletableFuture.supplyAsync(() -> client.send(lengthHead(length) + "x".repeat(length)));
            assertThat(Await.upTo(Duration.ofMillis(500), sent::isDone)).isFalse();
            reading.countDown();
            assertThat(client.readAnswer().status()).isEqualTo(200);
            assertThat(sent.join()).isSameAs(client);
        }
    }

    @OnEachTransport
    void anAnswerThatComesEarlyEndsTheConnectionBehindIt(TransportChoice transport) {
        try (Origin node = Origin.playing((wire, origin) -> {
                    wire.readHead();
                    wire.send("HTTP/1.1 413 Content Too Large\r\nContent-Length: 3\r\n\r\nno!");
                    wire.readToEnd();
                });
                LoadBalancer balancer = start(Setup.standard().with(transport), node);
                Wire client = connect(balancer)) {
            client.send(lengthHead(1_000_000) + "x".repeat(1_000));
            Wire.Message answer = client.readAnswer();
            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.body()).isEqualTo("no!");
            assertThat(answer.field("Connection")).hasValue("close");
            assertThat(client.isEnded()).isTrue();
            Await.until("the connection to the node has ended", () -> node.openConnections() == 0);
            awaitQuiet(balancer);
        }
    }

    /** The node closes with most of the body unread, so that its answer and the connection's reset come together. */
    @OnEachTransport
    void anEarlyAnswerIsSeenThoughWritingToTheNodeFailsFirst(TransportChoice transport) throws Exception {
        Semaphore full = new Semaphore(0);
        try (Origin node = Origin.playing((wire, origin) -> {
                    wire.readHead();
                    acquire(full);
                    wire.send("HTTP/1.1 413 Content Too Large\r\nContent-Length: 3\r\n\r\nno!");
                });
                LoadBalancer balancer = start(Setup.standard().with(transport), node)) {
            for (int i = 0; i < 3; i++) {
                long before = received(balancer);
                try (Wire client = connect(balancer)) {
                    Thread sender = new Thread(() -> sendUntilTheEnd(client, 20_000_000), "sender");
                    sender.start();
                    Await.standstill("the system's buffers are full", () -> received(balancer) - before);
                    full.release();
                    Wire.Message answer = client.readAnswer();
                    assertThat(answer.status()).isEqualTo(413);
                    assertThat(answer.body()).isEqualTo("no!");
                    client.hangUp();
                    sender.join();
                }
            }
            awaitQuiet(balancer);
        }
    }

    /** What couldn't be written holds nothing open. */
    @OnEachTransport
    void anEarlyAnswerOfANodeThatTakesNoMoreEndsItsConnection(TransportChoice transport) throws Exception {
        Semaphore full = new Semaphore(0);
        try (Origin node = Origin.playing((wire, origin) -> {
                    wire.readHead();
                    acquire(full);
                    wire.send("HTTP/1.1 413 Content Too Large\r\nContent-Length: 3\r\n\r\nno!");
                    wire.readToEnd();
                });
                LoadBalancer balancer = start(Setup.standard().with(transport), node);
                Wire client = connect(balancer)) {
            Thread sender = new Thread(() -> sendUntilTheEnd(client, 20_000_000), "sender");
            sender.start();
            Await.standstill("the system's buffers are full", () -> received(balancer));
            full.release();
            assertThat(client.readAnswer().status()).isEqualTo(413);
            Await.until("the connection to the node has ended", () -> node.openConnections() == 0);
            client.hangUp();
            sender.join();
            awaitQuiet(balancer);
        }
    }

    /** Where only the end of the connection ends an answer, one that breaks mustn't look whole. */
    @OnEachTransport
    void anEarlyAnswerThatOnlyTheBrokenConnectionEndsIsCut(TransportChoice transport) throws Exception {
        Semaphore full = new Semaphore(0);
        try (Origin node = Origin.playing((wire, origin) -> {
                    wire.readHead();
                    acquire(full);
                    wire.send("HTTP/1.1 413 Content Too Large\r\n\r\nno!");
                });
                LoadBalancer balancer = start(Setup.standard().with(transport), node);
                Wire client = connect(balancer)) {
            Thread sender = new Thread(() -> sendUntilTheEnd(client, 20_000_000), "sender");
            sender.start();
            Await.standstill("the system's buffers are full", () -> received(balancer));
            full.release();
            assertThat(client.readToEnd()).doesNotContain("\r\n0\r\n");
            client.hangUp();
            sender.join();
            awaitQuiet(balancer);
        }
    }

    private static void acquire(Semaphore semaphore) {
        try {
            semaphore.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the test is over
        }
    }

    private static long received(LoadBalancer balancer) {
        return balancer.status().listeners().get(0).counters().sum(Counter.BYTES_IN);
    }

    private static void sendUntilTheEnd(Wire client, int length) {
        try {
            client.send(lengthHead(length)).send(new byte[length]);
        } catch (Wire.WireException e) {
            // the balancer has ended the connection, as it should
        }
    }

    @OnEachTransport
    void aBodyThatBreaksOffNeverLooksWholeToTheNode(TransportChoice transport) {
        try (Origin node = Origin.playing((wire, origin) -> {
                    wire.readHead();
                    wire.readToEnd();
                });
                LoadBalancer balancer = start(Setup.standard().with(transport), node);
                Wire broken = connect(balancer);
                Wire short_ = connect(balancer)) {
            broken.send(HEAD + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n5\r\nhello!\r\n0\r\n\r\n");
            assertThat(broken.readAnswer().status()).isEqualTo(400);
            assertThat(broken.isEnded()).isTrue();
            short_.send(lengthHead(10) + "12345").endOutput();
            assertThat(short_.readAnswer().status()).isEqualTo(400);
            assertThat(short_.isEnded()).isTrue();
            Await.until("the connections to the node have ended", () -> node.openConnections() == 0);
            awaitQuiet(balancer);
        }
    }

    @OnEachTransport
    void aClientThatStopsInTheMiddleIsNotWaitedForForever(TransportChoice transport) {
        try (Origin node = Origin.playing((wire, origin) -> {
                    wire.readHead();
                    wire.readToEnd();
                });
                LoadBalancer balancer =
                        start(Setup.standard().with(transport).withClientTimeout(Duration.ofMillis(200)), node);
                Wire client = connect(balancer)) {
            client.send(lengthHead(10) + "12345");
            assertThat(client.readAnswer().status()).isEqualTo(408);
            assertThat(client.isEnded()).isTrue();
            awaitQuiet(balancer);
        }
    }

    @OnEachTransport
    void theNodeDecidesWhetherABodyShallCome(TransportChoice transport) {
        try (Origin node = Origin.playing((wire, origin) -> {
                    assertThat(wire.readHead().field("Expect")).hasValue("100-continue");
                    wire.send("HTTP/1.1 100 Continue\r\n\r\n");
                    wire.send(Origin.ok(wire.readBytes(5)));
                });
                LoadBalancer balancer = start(Setup.standard().with(transport), node);
                Wire client = connect(balancer)) {
            client.send(HEAD + "Content-Length: 5\r\nExpect: 100-continue\r\n\r\n");
            assertThat(client.read().status()).isEqualTo(100);
            client.send("hello");
            assertThat(client.readAnswer().body()).isEqualTo("hello");
        }
    }

    @OnEachTransport
    void aNodeThatBreaksOffInTheMiddleIs502AndIsNotAskedAgain(TransportChoice transport) {
        try (Origin node = Origin.playing((wire, origin) -> {
                    wire.readHead();
                    wire.reset();
                });
                LoadBalancer balancer = start(Setup.standard().with(transport), node);
                Wire client = connect(balancer)) {
            client.send(lengthHead(100_000) + "x".repeat(1_000));
            assertThat(client.readAnswer().status()).isEqualTo(502);
            assertThat(client.isEnded()).isTrue();
            assertThat(node.connections()).isEqualTo(1);
            assertThat(balancer.status().pools().get(0).counters().sum(Counter.RETRIES))
                    .isZero();
        }
    }

    @OnEachTransport
    void aBodyBehindARefusalIsNeverTakenForARequest(TransportChoice transport) {
        String smuggled = "GET /smuggled HTTP/1.1\r\nHost: lb\r\n\r\n" + "x".repeat(5_000);
        String length = "Content-Length: " + smuggled.length() + "\r\n\r\n" + smuggled;
        String chunked = "Transfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(smuggled.length()) + "\r\n"
                + smuggled + "\r\n0\r\n\r\n";
        try (Origin node = Origin.answering("{}");
                LoadBalancer balancer = start(Setup.standard().with(transport), node)) {
            for (String body : List.of(length, chunked)) {
                try (Wire client = connect(balancer)) {
                    client.send("OPTIONS / HTTP/1.1\r\nHost: lb\r\nMax-Forwards: 0\r\n" + body);
                    Wire.Message answer = client.readAnswer();
                    assertThat(answer.status()).isEqualTo(200);
                    assertThat(answer.field("Connection")).hasValue("close");
                    assertThat(client.readToEnd()).isEmpty();
                }
            }
            assertThat(node.requests()).isEmpty();
        }
    }
}
