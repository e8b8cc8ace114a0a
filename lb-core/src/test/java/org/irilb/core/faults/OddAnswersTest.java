package org.irilb.core.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.irilb.core.faults.Requests.NODE_INFO;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.irilb.core.config.TransportChoice;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.OnEachTransport;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Rig;
import org.irilb.core.kit.Setup;
import org.irilb.core.kit.Wire;
import org.irilb.core.metrics.Counter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What a node may do, though it seldom does: the client gets the one answer that is his. */
@Execution(ExecutionMode.CONCURRENT)
final class OddAnswersTest {

    /** More than the buffers of both ends take together. */
    private static final int LARGE = 16_000_000;

    @OnEachTransport
    void aSecondAnswerInTheSamePieceIsThrownAway(TransportChoice transport) {
        Origin.Script script = (wire, node) -> {
            node.next(wire);
            wire.send(Origin.ok("mine") + Origin.ok("nobody's"));
            wire.readToEnd();
        };
        assertMineThenNext(transport, script);
    }

    @OnEachTransport
    void aSecondAnswerThatComesLaterEndsTheKeptConnection(TransportChoice transport) {
        Origin.Script script = (wire, node) -> {
            node.next(wire);
            wire.send(Origin.ok("mine"));
            wire.isSilentFor(Duration.ofMillis(50));
            wire.send(Origin.ok("nobody's"));
            wire.readToEnd();
        };
        assertMineThenNext(transport, script);
    }

    @OnEachTransport
    void aKeptConnectionThatTheNodeClosesIsNotUsedAgain(TransportChoice transport) {
        Origin.Script script = (wire, node) -> {
            node.next(wire);
            wire.send(Origin.ok("mine"));
        };
        assertMineThenNext(transport, script);
    }

    @OnEachTransport
    void aKeptConnectionThatTheNodeResetsIsNotUsedAgain(TransportChoice transport) {
        Origin.Script script = (wire, node) -> {
            node.next(wire);
            wire.send(Origin.ok("mine"));
            wire.isSilentFor(Duration.ofMillis(50));
            wire.reset();
        };
        assertMineThenNext(transport, script);
    }

    @OnEachTransport
    void anAnswerWithoutLengthThatEndsWithTheConnectionIsWhole(TransportChoice transport) {
        Origin.Script script = (wire, node) -> {
            node.next(wire);
            wire.send("HTTP/1.1 200 OK\r\nX-Node: 1\r\n\r\nmine");
        };
        assertMineThenNext(transport, script);
    }

    @OnEachTransport
    void anAnswerOfAnOldNodeIsWhole(TransportChoice transport) {
        Origin.Script script = (wire, node) -> {
            node.next(wire);
            wire.send("HTTP/1.0 200 OK\r\nContent-Length: 4\r\n\r\nmine");
        };
        assertMineThenNext(transport, script);
    }

    @OnEachTransport
    void anAnswerThatArrivesByteByByteIsWhole(TransportChoice transport) {
        String answer =
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2;x=y\r\nmi\r\n2\r\nne\r\n0\r\nX-Sum: 1\r\n\r\n";
        Origin.Script script = (wire, node) -> {
            node.next(wire);
            for (char c : answer.toCharArray()) {
                wire.send(Character.toString(c));
            }
            wire.readToEnd();
        };
        try (Origin node = Origin.playing(script);
                Rig rig = rig(transport, node);
                Wire client = rig.client()) {
            Wire.Message received = client.post(NODE_INFO).readAnswer();
            assertThat(received.body()).isEqualTo("mine");
            assertThat(received.raw()).contains("X-Sum: 1");
            client.hangUp();
            rig.awaitQuiet(node);
        }
    }

    /** The rest of the request may still be under way, so that nothing can follow it on that connection. */
    @OnEachTransport
    void anAnswerToARequestThatIsNotYetSentWholeIsPassedOn(TransportChoice transport) {
        Origin.Script script = (wire, node) -> {
            wire.readHead();
            wire.send(Origin.ok("mine"));
            node.awaitGo();
        };
        Setup setup = Setup.standard().with(transport).withMaxBody(2 * LARGE).withServerTimeout(Duration.ofSeconds(2));
        try (Origin node = Origin.failingOnce(script, "next");
                Rig rig = Rig.start(setup, Setup.node(node.port(), 1, 1));
                Wire client = rig.client()) {
            assertThat(client.post(Requests.large(LARGE)).readAnswer().body()).isEqualTo("mine");
            assertThat(client.post(NODE_INFO).readAnswer().body()).isEqualTo("next");
            node.goOn();
            client.hangUp();
            rig.awaitQuiet(node);
        }
    }

    @OnEachTransport
    void interimAnswersArePassedOnToWhoKnowsThem(TransportChoice transport) {
        Origin.Script script = (wire, node) -> {
            while (true) {
                node.next(wire);
                wire.send("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 102 Processing\r\n\r\n");
                wire.send(Origin.ok("mine"));
            }
        };
        try (Origin node = Origin.playing(script);
                Rig rig = rig(transport, node);
                Wire client = rig.client();
                Wire old = rig.client()) {
            client.post(NODE_INFO);
            Wire.Message hints = client.readAnswer();
            assertThat(hints.status()).isEqualTo(103);
            assertThat(hints.field("Link")).contains("</a>");
            assertThat(client.readAnswer().status()).isEqualTo(102);
            assertThat(client.readAnswer().body()).isEqualTo("mine");
            assertThat(old.send(Requests.old(NODE_INFO)).readAnswer().body()).isEqualTo("mine");
            client.hangUp();
            rig.awaitQuiet(node);
            assertThat(rig.counted(Counter.RESPONSES_1XX))
                    .as("with those that the old one isn't told")
                    .isEqualTo(4);
        }
    }

    /** Far more than the system buffers for the node, the balancer and the client. */
    private static final int HINTS = 4000;

    private static final String HINT = "HTTP/1.1 103 Early Hints\r\nLink: " + "x".repeat(15_000) + "\r\n\r\n";

    private static Origin.Script hinting(AtomicInteger sent) {
        return (wire, node) -> {
            node.next(wire);
            while (sent.getAndIncrement() < HINTS) {
                wire.send(HINT);
            }
            wire.send(Origin.ok("mine"));
        };
    }

    @OnEachTransport
    void interimAnswersWaitForAClientThatIsSlow(TransportChoice transport) {
        AtomicInteger sent = new AtomicInteger();
        try (Origin node = Origin.playing(hinting(sent));
                Rig rig = rig(transport, node);
                Wire client = Wire.connectWithSmallBuffer(rig.balancer().address(Setup.LISTENER))) {
            client.post(NODE_INFO);
            Await.until("it is under way", () -> sent.get() > 1);
            long bytes = (long) HINTS * HINT.length();
            assertThat(client.skip(bytes)).isEqualTo(bytes);
            assertThat(client.readAnswer().body()).isEqualTo("mine");
        }
    }

    @Test
    void interimAnswersAreLeftAtTheNodeWhileAClientReadsNothing() {
        AtomicInteger sent = new AtomicInteger();
        Setup setup = Setup.standard().withServerTimeout(Duration.ofSeconds(1));
        try (Origin node = Origin.failingOnce(hinting(sent), "next");
                Rig rig = Rig.start(setup, Setup.node(node.port(), 1, 1));
                Wire client = Wire.connectWithSmallBuffer(rig.balancer().address(Setup.LISTENER))) {
            client.post(NODE_INFO);
            Await.until("the node has run out of time", () -> sent.get() > 0 && node.openConnections() == 0);
            assertThat(sent).hasValueLessThan(HINTS);
        }
    }

    /** The first connection goes as the script says; the next request gets an answer of its own on another. */
    private static void assertMineThenNext(TransportChoice transport, Origin.Script script) {
        try (Origin node = Origin.failingOnce(script, "next");
                Rig rig = rig(transport, node);
                Wire client = rig.client()) {
            assertThat(client.post(NODE_INFO).readAnswer().body()).isEqualTo("mine");
            Await.until("the connection to the node has ended", () -> node.openConnections() == 0);
            Await.until("it is forgotten", () -> rig.kept() == 0);
            assertThat(client.post(NODE_INFO).readAnswer().body()).isEqualTo("next");
            client.hangUp();
            rig.awaitQuiet(node);
            assertThat(node.connections()).isEqualTo(2);
        }
    }

    private static Rig rig(TransportChoice transport, Origin node) {
        return Rig.start(Setup.standard().with(transport), Setup.node(node.port(), 1, 1));
    }
}
