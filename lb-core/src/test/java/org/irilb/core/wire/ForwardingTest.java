package org.irilb.core.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Rig;
import org.irilb.core.kit.Setup;
import org.irilb.core.kit.Wire;
import org.junit.jupiter.api.Test;

/** What goes out, to the byte, in both directions. */
final class ForwardingTest {

    private static final String JSON = "{\"command\":\"getNodeInfo\"}";

    @Test
    void onlyWhatIsForThisConnectionIsMissingBehindIt() {
        String answer =
                "HTTP/1.1 200 Fine\r\nServer: node\r\nX-Mine: 1\r\nConnection: close, X-MINE, Date, Content-Length\r\n"
                        + "keep-alive: timeout=5\r\nDATE: Sun, 22 Nov 2026 05:56:34 GMT\r\nproxy-connection: x\r\nTE: x\r\n"
                        + "Trailer: x\r\nUpgrade: x\r\ncontent-LENGTH: 2\r\nSet-Cookie: a\r\nSet-Cookie: b\r\n"
                        + "WWW-Authenticate: Basic realm=\"x\"\r\nAllow: X\r\nContent-Range: x 1/2\r\n\r\nok";
        try (Origin node = Origin.playing((wire, origin) -> {
                    origin.next(wire);
                    wire.send(answer);
                });
                Rig rig = Rig.start(Setup.standard(), Setup.node(node.port(), 1, 1));
                Wire client = rig.client()) {
            client.send("POST http://lb:1/x?y HTTP/1.1\r\nhOST: lb:1\r\nX-Mine: 1\r\nX-Dup: 1\r\n"
                    + "Connection: keep-alive, x-mine\r\nKeep-Alive: 5\r\nProxy-Connection: x\r\nTE: trailers\r\n"
                    + "Trailer: X\r\nUpgrade: h2c\r\nx-dup:2\r\nX-Forwarded-For: 192.0.2.1\r\n"
                    + "X-Forwarded-Proto: https\r\nVia: 1.0 other\r\nX-IOTA-API-Version: 1\r\nExpect: 100-continue\r\n"
                    + "Authorization: Basic eDp5\r\nReferer: http://lb/\r\nIf-None-Match: \"x\"\r\nRange: bytes=0-1\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\n19;x\r\n" + JSON + "\r\n0\r\nX: y\r\n\r\n");
            assertThat(client.readAnswer().raw())
                    .isEqualTo("HTTP/1.1 200 Fine\r\nServer: node\r\nDATE: Sun, 22 Nov 2026 05:56:34 GMT\r\n"
                            + "content-LENGTH: 2\r\nSet-Cookie: a\r\nSet-Cookie: b\r\n"
                            + "WWW-Authenticate: Basic realm=\"x\"\r\nAllow: X\r\nContent-Range: x 1/2\r\n\r\nok");
            assertThat(node.requests().get(0).raw())
                    .isEqualTo("POST /x?y HTTP/1.1\r\nhOST: lb:1\r\nX-Dup: 1\r\nx-dup:2\r\n"
                            + "X-Forwarded-For: 192.0.2.1\r\nVia: 1.0 other\r\nX-IOTA-API-Version: 1\r\n"
                            + "Authorization: Basic eDp5\r\nReferer: http://lb/\r\nIf-None-Match: \"x\"\r\nRange: bytes=0-1\r\n"
                            + "X-Forwarded-For: 127.0.0.1\r\nX-Forwarded-Proto: http\r\nVia: 1.1 iri-lb\r\n"
                            + "Content-Length: 25\r\n\r\n" + JSON);
        }
    }

    @Test
    void anOldClientGetsWhatItUnderstands() {
        try (Origin node = Origin.playing((wire, origin) -> {
                    origin.next(wire);
                    wire.send("HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\n"
                            + "Transfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n");
                });
                Rig rig = Rig.start(Setup.standard(), Setup.node(node.port(), 1, 1));
                Wire client = rig.client()) {
            client.send("POST http://other/ HTTP/1.0\r\nX-IOTA-API-Version: 1\r\nConnection: keep-alive\r\n"
                    + "Content-Length: 25\r\n\r\n" + JSON);
            Wire.Message answer = client.readAnswer();
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("ok");
            assertThat(answer.field("Transfer-Encoding")).isEmpty();
            assertThat(answer.fields("Connection")).containsExactly("close");
            assertThat(answer.field("Date")).isPresent();
            assertThat(node.requests().get(0).raw())
                    .isEqualTo("POST / HTTP/1.1\r\nHost: other\r\nX-IOTA-API-Version: 1\r\n"
                            + "X-Forwarded-For: 127.0.0.1\r\nX-Forwarded-Proto: http\r\nVia: 1.0 iri-lb\r\n"
                            + "Content-Length: 25\r\n\r\n" + JSON);
        }
    }

    @Test
    void aHeadThatIsRefusedHasNoBodyInItsAnswerEither() {
        try (Origin node = Origin.answering("{}");
                Rig rig = Rig.start(Setup.standard(), Setup.node(node.port(), 1, 1))) {
            for (String broken : new String[] {
                "Host: lb\r\nHost: lb\r\n\r\n",
                "X : y\r\n\r\n",
                "Host: lb\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n",
                "Host: lb\r\nContent-Length: 9999999\r\n\r\n"
            }) {
                try (Wire client = rig.client()) {
                    client.send("HEAD / HTTP/1.1\r\n" + broken);
                    assertThat(client.readHead().status()).isBetween(400, 413);
                    assertThat(client.readToEnd()).isEmpty();
                }
            }
        }
    }

    @Test
    void aNodeThatSaysCloseIsSentNothingMore() {
        try (Origin node = Origin.playing((wire, origin) -> {
                    origin.next(wire);
                    wire.send("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}");
                    assertThat(wire.readToEnd()).isEmpty();
                });
                Rig rig = Rig.start(Setup.standard(), Setup.node(node.port(), 1, 1));
                Wire client = rig.client()) {
            for (int i = 1; i <= 3; i++) {
                Wire.Message answer = client.post(JSON).readAnswer();
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.field("Connection")).isEmpty();
                assertThat(node.connections()).isEqualTo(i);
            }
        }
    }

    @Test
    void aLoopEndsWhenThereIsNoRoomForFurtherLines() {
        try (Origin node = Origin.answering("{}");
                Rig rig = Rig.start(Setup.standard().withRetries(0), Setup.node(node.port(), 1, 1))) {
            rig.nodes(Setup.node(rig.balancer().address(Setup.LISTENER).getPort(), 1, 1_000));
            try (Wire client = rig.client()) {
                assertThat(client.post(JSON).readAnswer().status()).isEqualTo(431);
            }
        }
    }

    @Test
    void optionsIsAnsweredHereWhenItMayGoNoFurther() {
        try (Origin node = Origin.answering("{}");
                Rig rig = Rig.start(Setup.standard(), Setup.node(node.port(), 1, 1));
                Wire client = rig.client()) {
            client.send("OPTIONS * HTTP/1.1\r\nHost: lb\r\nMax-Forwards: 0\r\n\r\n");
            assertThat(client.readAnswer().field("Allow")).isPresent();
            assertThat(node.requests()).isEmpty();
            client.send("OPTIONS * HTTP/1.1\r\nHost: lb\r\nMax-Forwards: 1\r\n\r\n");
            assertThat(client.readAnswer().status()).isEqualTo(200);
            assertThat(node.requests().get(0).raw())
                    .isEqualTo("OPTIONS * HTTP/1.1\r\nHost: lb\r\nMax-Forwards: 0\r\n"
                            + "X-Forwarded-For: 127.0.0.1\r\nX-Forwarded-Proto: http\r\nVia: 1.1 iri-lb\r\n\r\n");
        }
    }
}
