package org.irilb.core.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Rig;
import org.irilb.core.kit.Setup;
import org.irilb.core.kit.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One request gets one answer, its own, whatever a node sends. */
final class AnswerDesyncTest {

    private static final String JSON = "{\"command\":\"getNodeInfo\"}";

    static Stream<Ambiguous> refusedAnswers() {
        return Ambiguous.refusedAnswers();
    }

    @ParameterizedTest
    @MethodSource("refusedAnswers")
    void anAnswerThatCanBeReadInTwoWaysIs502AndTheNextRequestGetsItsOwn(Ambiguous answer) {
        try (Origin node = Origin.failingOnce(
                        (wire, origin) -> {
                            origin.next(wire);
                            wire.send(answer.bytes());
                            wire.readToEnd();
                        },
                        "mine");
                Rig rig = Rig.start(Setup.standard().withRetries(0), Setup.node(node.port(), 1, 1));
                Wire client = rig.client()) {
            assertThat(client.post(JSON).readAnswer().status()).isEqualTo(502);
            assertThat(client.post(JSON).readAnswer().body()).isEqualTo("mine");
            Await.until("the first connection has ended", () -> node.openConnections() == 1);
        }
    }

    /** HEAD, 204 and 304 have none, whatever their fields say. */
    @Test
    void aBodyWhereThereCanBeNoneIsNobodysAnswer() {
        for (String start : List.of("HTTP/1.1 200 OK", "HTTP/1.1 204 No Content", "HTTP/1.1 304 Not Modified")) {
            for (String framing : List.of("Content-Length: 49", "Transfer-Encoding: chunked", "X: y")) {
                try (Origin node = Origin.failingOnce(
                                (wire, origin) -> {
                                    origin.next(wire);
                                    wire.send(start + "\r\n" + framing
                                            + "\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nsmuggled");
                                    wire.readToEnd();
                                },
                                "mine");
                        Rig rig = Rig.start(Setup.standard(), Setup.node(node.port(), 1, 1));
                        Wire client = rig.client()) {
                    String head = Wire.request(JSON).replace("POST", "HEAD");
                    assertThat(client.send(head).readHead().lines().get(0)).isEqualTo(start);
                    Await.until("what was too much ends the connection", () -> node.openConnections() == 0);
                    assertThat(client.post(JSON).readAnswer().body()).isEqualTo("mine");
                }
            }
        }
    }
}
