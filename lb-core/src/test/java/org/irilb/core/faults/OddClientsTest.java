package org.irilb.core.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.irilb.core.faults.Requests.NODE_INFO;
import static org.irilb.core.faults.Requests.assertOwn;

import java.time.Duration;
import org.irilb.core.config.TransportChoice;
import org.irilb.core.kit.OnEachTransport;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Rig;
import org.irilb.core.kit.Setup;
import org.irilb.core.kit.Wire;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Clients that are old, careful, or ask for less than a body. */
@Execution(ExecutionMode.CONCURRENT)
final class OddClientsTest {

    private static final Duration A_WHILE = Duration.ofMillis(50);

    @OnEachTransport
    void aClientThatWaitsToBeToldSendsItsBodyThen(TransportChoice transport) {
        String request = Wire.request(NODE_INFO).replace("Host: lb\r\n", "Host: lb\r\nExpect: 100-continue\r\n");
        int bodyStart = request.indexOf("\r\n\r\n") + 4;
        try (Origin node = Origin.answering("1");
                Rig rig = rig(transport, node);
                Wire client = rig.client()) {
            for (int i = 0; i < 2; i++) {
                client.send(request.substring(0, bodyStart));
                assertThat(client.readAnswer().lines()).containsExactly("HTTP/1.1 100 Continue");
                client.send(request.substring(bodyStart));
                assertThat(client.readAnswer().body()).isEqualTo("1");
            }
            client.hangUp();
            rig.awaitQuiet(node);
            assertThat(node.requests()).hasSize(2).allSatisfy(received -> {
                assertThat(received.field("Expect")).isEmpty();
                assertThat(received.body()).isEqualTo(NODE_INFO);
            });
        }
    }

    @OnEachTransport
    void aChunkedBodyThatWaitsToBeWantedIsSentThen(TransportChoice transport) {
        try (Origin node = Origin.answering("1");
                Rig rig = rig(transport, node);
                Wire client = rig.client()) {
            client.send("POST / HTTP/1.1\r\nHost: lb\r\nX-IOTA-API-Version: 1\r\nExpect: 100-continue\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\n");
            assertThat(client.readAnswer().status()).isEqualTo(100);
            client.send("18\r\n" + NODE_INFO.substring(0, 24) + "\r\n1\r\n}\r\n0\r\n\r\n");
            assertThat(client.readAnswer().body()).isEqualTo("1");
            client.hangUp();
            rig.awaitQuiet(node);
            assertThat(node.requests().get(0).body()).isEqualTo(NODE_INFO);
        }
    }

    @OnEachTransport
    void nobodyIsToldToSendWhatIsTooLarge(TransportChoice transport) {
        try (Origin node = Origin.answering("1");
                Rig rig = rig(transport, node);
                Wire client = rig.client()) {
            client.send("POST / HTTP/1.1\r\nHost: lb\r\nX-IOTA-API-Version: 1\r\nExpect: 100-continue\r\n"
                    + "Content-Length: 1000000000\r\n\r\n");
            assertOwn(client.readAnswer(), 413);
            assertThat(client.readToEnd()).isEmpty();
            client.hangUp();
            rig.awaitQuiet(node);
            assertThat(node.requests()).isEmpty();
        }
    }

    @OnEachTransport
    void aClientThatDoesNotWaitIsNotTold(TransportChoice transport) {
        String request = Wire.request(NODE_INFO).replace("Host: lb\r\n", "Host: lb\r\nExpect: 100-continue\r\n");
        try (Origin node = Origin.answering("1");
                Rig rig = rig(transport, node);
                Wire client = rig.client()) {
            assertThat(client.send(request).readAnswer().body()).isEqualTo("1");
        }
    }

    /** Whatever framing the head speaks of, these have no body, and the next answer begins behind the head. */
    @OnEachTransport
    void answersWithoutABodyEndWithTheirHead(TransportChoice transport) {
        Origin.Script script = (wire, node) -> {
            while (true) {
                String status = node.next(wire).lines().get(0).split("[ /]+")[1];
                node.done();
                wire.send("HTTP/1.1 " + status + " Some\r\nETag: \"1\"\r\nContent-Length: 10\r\n\r\n");
            }
        };
        try (Origin node = Origin.playing(script);
                Rig rig = rig(transport, node);
                Wire client = rig.client()) {
            for (int i = 0; i < 2; i++) {
                Wire.Message head =
                        client.send("HEAD /200 HTTP/1.1\r\nHost: lb\r\n\r\n").readHead();
                assertThat(head.status()).isEqualTo(200);
                assertThat(head.field("Content-Length")).contains("10");
                Wire.Message noContent =
                        client.send("GET /204 HTTP/1.1\r\nHost: lb\r\n\r\n").readHead();
                assertThat(noContent.status()).isEqualTo(204);
                assertThat(noContent.field("Content-Length")).isEmpty();
                Wire.Message notModified =
                        client.send("GET /304 HTTP/1.1\r\nHost: lb\r\n\r\n").readHead();
                assertThat(notModified.status()).isEqualTo(304);
                assertThat(notModified.field("ETag")).contains("\"1\"");
            }
            assertThat(client.isSilentFor(A_WHILE)).isTrue();
            client.hangUp();
            rig.awaitQuiet(node);
            assertThat(node.connections()).isEqualTo(1);
        }
    }

    @OnEachTransport
    void aRefusalOfHeadHasNoBody(TransportChoice transport) {
        Origin node = Origin.answering("1");
        node.close();
        try (Rig rig = Rig.start(
                        Setup.standard().with(transport).withoutRules().withRetries(0), Setup.node(node.port(), 1, 1));
                Wire client = rig.client()) {
            Wire.Message head =
                    client.send("HEAD / HTTP/1.1\r\nHost: lb\r\n\r\n").readHead();
            assertThat(head.status()).isEqualTo(503);
            assertThat(client.isSilentFor(A_WHILE)).isTrue();
            client.hangUp();
            rig.awaitQuiet();
        }
    }

    @OnEachTransport
    void anOldClientGetsAChunkedAnswerInOnePieceThatTheConnectionEnds(TransportChoice transport) {
        Origin.Script script = (wire, node) -> {
            node.next(wire);
            wire.send(
                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nmi\r\n2\r\nne\r\n0\r\nX-Sum: 1\r\n\r\n");
            wire.readToEnd();
        };
        try (Origin node = Origin.playing(script);
                Rig rig = rig(transport, node);
                Wire client = rig.client()) {
            Wire.Message answer = client.send(Requests.old(NODE_INFO)).readAnswer();
            assertThat(answer.body()).isEqualTo("mine");
            assertThat(answer.field("Transfer-Encoding")).isEmpty();
            rig.awaitQuiet(node);
        }
    }

    @OnEachTransport
    void anOldClientThatAsksForItKeepsItsConnection(TransportChoice transport) {
        String request = Requests.old(NODE_INFO).replace("X-IOTA", "Connection: keep-alive\r\nX-IOTA");
        try (Origin node = Origin.answering("1");
                Rig rig = rig(transport, node);
                Wire client = rig.client()) {
            for (int i = 0; i < 2; i++) {
                Wire.Message answer = client.send(request).readAnswer();
                assertThat(answer.body()).isEqualTo("1");
                assertThat(answer.field("Connection")).contains("keep-alive");
            }
            assertThat(client.send(Requests.old(NODE_INFO)).readAnswer().body()).isEqualTo("1");
            assertThat(client.readToEnd()).isEmpty();
            client.hangUp();
            rig.awaitQuiet(node);
        }
    }

    private static Rig rig(TransportChoice transport, Origin node) {
        return Rig.start(Setup.standard().with(transport).withoutRules(), Setup.node(node.port(), 1, 1));
    }
}
