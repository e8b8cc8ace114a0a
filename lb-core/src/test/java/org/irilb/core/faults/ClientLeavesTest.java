package org.irilb.core.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.irilb.core.faults.Requests.NODE_INFO;
import static org.irilb.core.faults.Requests.POW;
import static org.irilb.core.faults.Requests.assertOwn;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.irilb.core.config.TransportChoice;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.DeafPort;
import org.irilb.core.kit.OnEachTransport;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Rig;
import org.irilb.core.kit.Setup;
import org.irilb.core.kit.Wire;
import org.irilb.core.metrics.Counter;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A client leaves, or says no more, in each state of a request. Timeouts are too long to help. */
@Execution(ExecutionMode.CONCURRENT)
final class ClientLeavesTest {

    private static final String REQUEST = Wire.request(NODE_INFO);
    private static final Consumer<Wire> RESETS = Wire::reset;
    private static final Consumer<Wire> CLOSES = Wire::hangUp;
    private static final Consumer<Wire> ENDS_OUTPUT = Wire::endOutput;
    private static final List<Consumer<Wire>> WAYS = List.of(RESETS, CLOSES, ENDS_OUTPUT);

    @OnEachTransport
    void beforeItHasSentAnything(TransportChoice transport) {
        assertForgotten(transport, "");
    }

    @OnEachTransport
    void insideTheHead(TransportChoice transport) {
        assertForgotten(transport, REQUEST.substring(0, 30));
    }

    @OnEachTransport
    void insideTheBody(TransportChoice transport) {
        assertForgotten(transport, REQUEST.substring(0, REQUEST.length() - 5));
    }

    @OnEachTransport
    void insideAChunkedBody(TransportChoice transport) {
        assertForgotten(
                transport,
                "POST / HTTP/1.1\r\nHost: lb\r\nX-IOTA-API-Version: 1\r\nTransfer-Encoding: chunked\r\n\r\n10\r\n{\"comm");
    }

    private static void assertForgotten(TransportChoice transport, String sent) {
        try (Origin node = Origin.answering("1");
                Rig rig = rig(transport, node)) {
            for (Consumer<Wire> way : WAYS) {
                try (Wire client = rig.client()) {
                    client.send(sent);
                    Await.until("the balancer has taken it", () -> bytesIn(rig) >= sent.length());
                    way.accept(client);
                    Await.until(
                            "the connection is forgotten", () -> rig.status().currentConnections() == 0);
                }
            }
            assertThat(node.requests()).isEmpty();
            assertServed(rig, node);
        }
    }

    private static long bytesIn(Rig rig) {
        return rig.status().listeners().get(0).counters().sum(Counter.BYTES_IN);
    }

    @OnEachTransport
    void whileItIsQueuedSoThatItIsNeverSent(TransportChoice transport) {
        try (Origin node = Origin.holding("1");
                Rig rig = rig(transport, node);
                Wire first = rig.client()) {
            first.post(NODE_INFO);
            Await.until("the place is taken", () -> rig.inFlight() == 1);
            for (Consumer<Wire> way : WAYS) {
                try (Wire client = rig.client()) {
                    client.post(NODE_INFO);
                    Await.until("it waits", () -> rig.queued() == 1);
                    way.accept(client);
                    Await.until("it waits no more", () -> rig.queued() == 0);
                }
            }
            node.goOn();
            assertThat(first.readAnswer().status()).isEqualTo(200);
            first.hangUp();
            rig.awaitQuiet(node);
            assertThat(node.requests()).hasSize(1);
            assertServed(rig, node);
        }
    }

    @OnEachTransport
    void whileItsConnectionIsOpenedSoThatThePlaceIsFree(TransportChoice transport) {
        try (DeafPort deaf = new DeafPort();
                Rig rig = Rig.start(setup(transport), Setup.node(deaf.port(), 1, 1))) {
            Wire client = rig.client().post(NODE_INFO);
            Await.until("the place is taken", () -> rig.inFlight() == 1);
            client.reset();
            rig.awaitQuiet();
        }
    }

    /** Who has only said that he says no more still wants to know. */
    @OnEachTransport
    void afterItsLastWordWhileItsConnectionIsOpened(TransportChoice transport) {
        Setup setup = Setup.standard().with(transport).withRetries(0).withConnectTimeout(Duration.ofMillis(400));
        try (DeafPort deaf = new DeafPort();
                Rig rig = Rig.start(setup, Setup.node(deaf.port(), 1, 1));
                Wire client = rig.client()) {
            client.post(NODE_INFO);
            Await.until("the place is taken", () -> rig.inFlight() == 1);
            client.endOutput();
            assertOwn(client.readAnswer(), 503);
            assertThat(client.readToEnd()).isEmpty();
            rig.awaitQuiet();
        }
    }

    @OnEachTransport
    void whileTheNodeWorksSoThatTheNodeLearnsOfIt(TransportChoice transport) {
        Origin.Script script = (wire, node) -> {
            node.next(wire);
            wire.readToEnd();
        };
        try (Origin node = Origin.failingOnce(script, "1");
                Rig rig = rig(transport, node)) {
            Wire client = rig.client().post(NODE_INFO);
            Await.until("the node has it", () -> node.requests().size() == 1);
            client.reset();
            Await.until("the node's connection has ended", () -> node.openConnections() == 0);
            rig.awaitQuiet(node);
            assertServed(rig, node);
        }
    }

    @OnEachTransport
    void afterItsLastWordWhileTheNodeWorks(TransportChoice transport) {
        try (Origin node = Origin.holding("1");
                Rig rig = rig(transport, node);
                Wire client = rig.client()) {
            client.post(NODE_INFO).endOutput();
            Await.until("the node has it", () -> node.requests().size() == 1);
            node.goOn();
            assertThat(client.readAnswer().status()).isEqualTo(200);
            assertThat(client.readToEnd()).isEmpty();
            assertServed(rig, node);
        }
    }

    /** The end of a connection looks like the end of its output until something is sent. */
    @OnEachTransport
    void inAnOrderlyWayWhileTheNodeWorks(TransportChoice transport) {
        try (Origin node = Origin.holding("1");
                Rig rig = rig(transport, node)) {
            rig.client().post(NODE_INFO).hangUp();
            Await.until("the node has it", () -> node.requests().size() == 1);
            node.goOn();
            assertServed(rig, node);
        }
    }

    @OnEachTransport
    void insideTheAnswer(TransportChoice transport) {
        Origin.Script script = (wire, node) -> {
            node.next(wire);
            wire.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n01234");
            wire.readToEnd();
        };
        try (Origin node = Origin.failingOnce(script, "1");
                Rig rig = rig(transport, node)) {
            Wire client = rig.client().post(NODE_INFO);
            client.readHead();
            client.readBytes(5);
            client.reset();
            Await.until("the node's connection has ended", () -> node.openConnections() == 0);
            assertServed(rig, node);
        }
    }

    @OnEachTransport
    void afterItsLastWordInsideTheAnswer(TransportChoice transport) {
        Origin.Script script = (wire, node) -> {
            node.next(wire);
            wire.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n01234");
            node.awaitGo();
            wire.send("56789");
            wire.readToEnd();
        };
        try (Origin node = Origin.failingOnce(script, "1");
                Rig rig = rig(transport, node);
                Wire client = rig.client()) {
            client.post(NODE_INFO).readHead();
            client.readBytes(5);
            client.endOutput();
            node.goOn();
            assertThat(client.readBytes(5)).isEqualTo("56789");
            assertThat(client.readToEnd()).isEmpty();
            assertServed(rig, node);
        }
    }

    /** So long an answer that it can't be sent at once. */
    @OnEachTransport
    void afterItsLastWordWhileItIsSlowToTakeTheAnswer(TransportChoice transport) {
        byte[] piece = new byte[64 * 1024];
        int length = 512 * piece.length;
        AtomicInteger pieces = new AtomicInteger();
        Origin.Script script = (wire, node) -> {
            node.next(wire);
            wire.send("HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n");
            while (pieces.getAndIncrement() < length / piece.length) {
                wire.send(piece);
            }
            wire.readToEnd();
        };
        try (Origin node = Origin.failingOnce(script, "1");
                Rig rig = rig(transport, node);
                Wire client = Wire.connectWithSmallBuffer(rig.balancer().address(Setup.LISTENER))) {
            client.post(NODE_INFO).endOutput();
            client.readHead();
            Await.standstill("the node finds room for no more", pieces::get);
            assertThat(client.skip(length)).isEqualTo(length);
            assertThat(client.readToEnd()).isEmpty();
            assertServed(rig, node);
        }
    }

    /** The node goes on with its proof of work, so that its place is taken until it has answered. */
    @OnEachTransport
    void whileTheNodeWorksOnAProof(TransportChoice transport) {
        try (Origin node = Origin.holding("1");
                Rig rig = rig(transport, node);
                Wire next = rig.client()) {
            Wire client = rig.client().post(POW);
            Await.until("the node has it", () -> node.requests().size() == 1);
            client.reset();
            Await.until("the client is forgotten", () -> rig.status().currentConnections() == 1);
            next.post(POW);
            Await.until("the next one waits", () -> rig.queued() == 1);
            assertThat(rig.inFlight()).isEqualTo(1);
            node.goOn();
            assertThat(next.readAnswer().status()).isEqualTo(200);
            assertThat(node.mostAtATime()).isEqualTo(1);
            next.hangUp();
            assertServed(rig, node);
        }
    }

    @OnEachTransport
    void andThenTheNodeDiesInsideTheAnswerToItsProof(TransportChoice transport) {
        Origin.Script script = (wire, node) -> {
            node.next(wire);
            wire.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n01234");
            node.awaitGo();
            wire.reset();
        };
        try (Origin node = Origin.failingOnce(script, "1");
                Rig rig = rig(transport, node)) {
            Wire client = rig.client().post(POW);
            client.readHead();
            client.reset();
            Await.until("the client is forgotten", () -> rig.status().currentConnections() == 0);
            node.goOn();
            assertServed(rig, node);
        }
    }

    private static Setup setup(TransportChoice transport) {
        Duration forever = Duration.ofMinutes(10);
        return Setup.standard()
                .with(transport)
                .withConnectTimeout(forever)
                .withQueueTimeout(forever)
                .withRequestTimeout(forever)
                .withKeepAlive(forever)
                .withClientTimeout(forever)
                .withServerTimeout(forever);
    }

    private static Rig rig(TransportChoice transport, Origin node) {
        return Rig.start(setup(transport), Setup.node(node.port(), 1, 1));
    }

    private static void assertServed(Rig rig, Origin node) {
        rig.awaitQuiet(node);
        try (Wire client = rig.client()) {
            assertThat(client.post(NODE_INFO).readAnswer().body()).isEqualTo("1");
            assertThat(client.post(POW).readAnswer().body()).isEqualTo("1");
        }
        rig.awaitQuiet(node);
    }
}
