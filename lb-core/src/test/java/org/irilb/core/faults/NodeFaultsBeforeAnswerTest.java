package org.irilb.core.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.irilb.core.faults.Requests.NODE_INFO;
import static org.irilb.core.faults.Requests.assertOwn;

import java.time.Duration;
import java.util.List;
import org.irilb.core.config.TransportChoice;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.DeadPort;
import org.irilb.core.kit.DeafPort;
import org.irilb.core.kit.OnEachTransport;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Rig;
import org.irilb.core.kit.Setup;
import org.irilb.core.kit.Wire;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Until an answer has begun the client can be told what went wrong, and goes on with its connection. */
@Execution(ExecutionMode.CONCURRENT)
final class NodeFaultsBeforeAnswerTest {

    private static final Duration SHORT = Duration.ofMillis(500);
    private static final Setup SETUP = Setup.standard().withRetries(0);

    @OnEachTransport
    void aNodeThatRefusesTheConnectionIs503(TransportChoice transport) {
        try (DeadPort dead = new DeadPort();
                Rig rig = Rig.start(SETUP.with(transport), Setup.node(dead.port(), 1, 1));
                Wire client = rig.client()) {
            Wire.Message answer = client.post(NODE_INFO).readAnswer();
            assertOwn(answer, 503);
            assertThat(answer.field("Retry-After")).isPresent();
            try (Origin alive = Origin.answering("1")) {
                rig.nodes(Setup.node(alive.port(), 1, 1));
                assertThat(client.post(NODE_INFO).readAnswer().status()).isEqualTo(200);
                client.hangUp();
                rig.awaitQuiet(alive);
            }
        }
    }

    @OnEachTransport
    void aNodeThatDoesNotAcceptInTimeIs503(TransportChoice transport) {
        try (DeafPort deaf = new DeafPort();
                Rig rig = Rig.start(SETUP.with(transport).withConnectTimeout(SHORT), Setup.node(deaf.port(), 1, 1));
                Wire client = rig.client()) {
            assertOwn(client.post(NODE_INFO).readAnswer(), 503);
            assertOwn(client.post(NODE_INFO).readAnswer(), 503);
            client.hangUp();
            rig.awaitQuiet();
        }
    }

    @OnEachTransport
    void aNodeThatTakesTheRequestAndIsSilentIs504(TransportChoice transport) {
        assertRecovers(SETUP.with(transport).withServerTimeout(SHORT), 504, (wire, node) -> {
            node.next(wire);
            wire.readToEnd();
        });
    }

    @OnEachTransport
    void aNodeThatStallsInsideTheHeadIs504(TransportChoice transport) {
        assertRecovers(SETUP.with(transport).withServerTimeout(SHORT), 504, (wire, node) -> {
            node.next(wire);
            wire.send("HTTP/1.1 200 OK\r\nContent-Le");
            wire.readToEnd();
        });
    }

    @OnEachTransport
    void interimAnswersDoNotPutOffTheTimeout(TransportChoice transport) {
        assertRecovers(SETUP.with(transport).withServerTimeout(SHORT), 504, (wire, node) -> {
            node.next(wire);
            while (true) {
                wire.send("HTTP/1.1 102 Processing\r\n\r\n");
                if (!wire.isSilentFor(Duration.ofMillis(20))) {
                    return;
                }
            }
        });
    }

    @OnEachTransport
    void aResetBeforeTheHeadIs502(TransportChoice transport) {
        assertRecovers(SETUP.with(transport), 502, (wire, node) -> {
            node.next(wire);
            wire.reset();
        });
    }

    @OnEachTransport
    void aCloseBeforeTheHeadIs502(TransportChoice transport) {
        assertRecovers(SETUP.with(transport), 502, (wire, node) -> node.next(wire));
    }

    @OnEachTransport
    void aCloseBeforeTheRequestIsReadIs502(TransportChoice transport) {
        assertRecovers(SETUP.with(transport), 502, (wire, node) -> wire.readBytes(1));
    }

    @OnEachTransport
    void aResetInsideTheHeadIs502(TransportChoice transport) {
        assertRecovers(SETUP.with(transport), 502, (wire, node) -> {
            node.next(wire);
            wire.send("HTTP/1.1 200 OK\r\nContent-Le");
            wire.reset();
        });
    }

    @OnEachTransport
    void aCloseInsideTheHeadIs502(TransportChoice transport) {
        assertRecovers(SETUP.with(transport), 502, (wire, node) -> {
            node.next(wire);
            wire.send("HTTP/1.1 200 OK\r\nContent-Le");
        });
    }

    @OnEachTransport
    void aCloseAfterAnInterimAnswerIs502(TransportChoice transport) {
        assertRecovers(SETUP.with(transport), 502, (wire, node) -> {
            node.next(wire);
            wire.send("HTTP/1.1 100 Continue\r\n\r\n");
        });
    }

    @OnEachTransport
    void garbageIs502(TransportChoice transport) {
        assertRecovers(SETUP.with(transport), 502, (wire, node) -> {
            node.next(wire);
            wire.send("SSH-2.0-OpenSSH_9.2\r\n");
            wire.readToEnd();
        });
    }

    @OnEachTransport
    void aMalformedFieldIs502(TransportChoice transport) {
        assertRecovers(SETUP.with(transport), 502, (wire, node) -> {
            node.next(wire);
            wire.send("HTTP/1.1 200 OK\r\nContent-Length : 1\r\n\r\n1");
            wire.readToEnd();
        });
    }

    @OnEachTransport
    void aProtocolSwitchNobodyAskedForIs502(TransportChoice transport) {
        assertRecovers(SETUP.with(transport), 502, (wire, node) -> {
            node.next(wire);
            wire.send("HTTP/1.1 101 Switching Protocols\r\nUpgrade: other\r\nConnection: upgrade\r\n\r\n");
            wire.readToEnd();
        });
    }

    @OnEachTransport
    void aMalformedChunkThatComesWithTheHeadIs502(TransportChoice transport) {
        for (String body :
                List.of("zz\r\nhello\r\n0\r\n\r\n", "5\r\nhello\r\n+5\r\n", "5\r\nhello\r\n0\r\nX : y\r\n")) {
            assertRecovers(SETUP.with(transport), 502, (wire, node) -> {
                node.next(wire);
                wire.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + body);
                wire.readToEnd();
            });
        }
    }

    @OnEachTransport
    void anOversizedHeadIs502(TransportChoice transport) {
        assertRecovers(SETUP.with(transport), 502, (wire, node) -> {
            node.next(wire);
            wire.send("HTTP/1.1 200 OK\r\nX-Filler: " + "x".repeat(300_000));
            wire.readToEnd();
        });
    }

    /** Which of the two a loop learns of first depends on the moment, so it takes many to be sure. */
    @OnEachTransport
    void aResetRightBehindABitOfTheHeadIsNeverMissed(TransportChoice transport) {
        Origin.Script script = (wire, node) -> {
            node.next(wire);
            wire.send("HTTP/1.1 200 OK\r\nContent-Le");
            wire.reset();
        };
        try (Origin node = Origin.playing(script);
                Rig rig = Rig.start(SETUP.with(transport), Setup.node(node.port(), 1, 1));
                Wire client = rig.client()) {
            for (int i = 0; i < 200; i++) {
                assertOwn(client.post(NODE_INFO).readAnswer(), 502);
            }
            client.hangUp();
            rig.awaitQuiet(node);
        }
    }

    /** The first request meets the fault at the only place there is; the next one on the same connection is served. */
    private static void assertRecovers(Setup setup, int status, Origin.Script fault) {
        try (Origin node = Origin.failingOnce(fault, "1");
                Rig rig = Rig.start(setup, Setup.node(node.port(), 1, 1));
                Wire client = rig.client()) {
            Wire.Message answer = client.post(NODE_INFO).read();
            while (answer.status() < 200) {
                answer = client.read();
            }
            assertOwn(answer, status);
            Await.until("the connection to the node has ended", () -> node.openConnections() == 0);
            rig.change(Setup.standard());
            assertThat(client.post(NODE_INFO).readAnswer().body()).isEqualTo("1");
            assertThat(client.post(NODE_INFO).readAnswer().body()).isEqualTo("1");
            client.hangUp();
            rig.awaitQuiet(node);
            assertThat(node.connections()).isEqualTo(2);
        }
    }
}
