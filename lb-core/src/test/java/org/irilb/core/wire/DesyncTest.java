package org.irilb.core.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Rig;
import org.irilb.core.kit.Setup;
import org.irilb.core.kit.Wire;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One message of a client is one message for the node, whether bodies are read whole, as routes by command need it, or
 * passed on while they arrive.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DesyncTest {

    private static final String JSON = "{\"command\":\"getNodeInfo\"}";

    private Origin node;
    private Rig whole;
    private Rig streaming;

    @BeforeAll
    void start() {
        node = Origin.answering("{}");
        whole = Rig.start(Setup.standard(), Setup.node(node.port(), 1, 10));
        streaming = Rig.startWithoutCommands(Setup.standard(), Setup.node(node.port(), 1, 10));
    }

    @AfterAll
    void stop() {
        whole.close();
        streaming.close();
        node.close();
    }

    static Stream<Ambiguous> refused() {
        return Ambiguous.refused();
    }

    static Stream<Ambiguous> refusedChunks() {
        return Ambiguous.refusedChunks();
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatCanBeReadInTwoWaysReachesNoNode(Ambiguous message) {
        int before = node.requests().size();
        for (Rig rig : List.of(whole, streaming)) {
            assertRefused(rig, message);
        }
        assertThat(node.requests()).hasSize(before);
    }

    @ParameterizedTest
    @MethodSource("refusedChunks")
    void aBodyInBrokenChunksReachesNoNodeAsAWhole(Ambiguous message) {
        int before = node.requests().size();
        assertRefused(whole, message);
        assertRefused(streaming, message);
        Await.until(
                "what was begun with is broken off", () -> node.openConnections() == whole.kept() + streaming.kept());
        assertThat(node.requests()).hasSize(before);
    }

    private static void assertRefused(Rig rig, Ambiguous message) {
        try (Wire client = rig.client()) {
            client.send(message.bytes() + Ambiguous.SMUGGLED);
            Wire.Message answer = client.readAnswer();
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.fields("Connection")).containsExactly("close");
            assertThat(client.readToEnd()).isEmpty();
        }
    }

    /** Odd, but there is only one way to read them; name, lines, body as sent, body. */
    static Stream<Arguments> odd() {
        String chunks = "19\r\n" + JSON + "\r\n0\r\n\r\n";
        String padded = "{\"command\":\"getNodeInfo\",\"x\":\""
                + Ambiguous.SMUGGLED.replace("\"", "'").replace("\r\n", "  ") + "\"}";
        return Stream.of(
                Arguments.of("a request within the length", "Content-Length: " + padded.length(), padded, padded),
                Arguments.of("zeros before the length", "Content-Length: 0000000000025", JSON, JSON),
                Arguments.of("blanks around the length", "Content-Length: \t 25 \t", JSON, JSON),
                Arguments.of(
                        "the length named in Connection",
                        "Connection: content-length\r\nContent-Length: 25",
                        JSON,
                        JSON),
                Arguments.of(
                        "the coding named in Connection",
                        "Connection: close, transfer-encoding\r\nTransfer-Encoding: chunked",
                        chunks,
                        JSON),
                Arguments.of("another name", "Content_Length: 99\r\nContent-Length: 25", JSON, JSON),
                Arguments.of("another name", "Transfer_Encoding: chunked\r\nContent-Length: 25", JSON, JSON),
                Arguments.of(
                        "a name within a value", "X: Transfer-Encoding: chunked\r\nContent-Length: 25", JSON, JSON),
                Arguments.of("any case", "tRANSFER-eNCODING: cHUNKED", chunks, JSON),
                Arguments.of(
                        "extensions",
                        "Transfer-Encoding: chunked",
                        "19;a=\"b\";c ; d\r\n" + JSON + "\r\n0;x\r\n\r\n",
                        JSON),
                Arguments.of(
                        "trailers that frame",
                        "Transfer-Encoding: chunked",
                        "19\r\n" + JSON + "\r\n0\r\nContent-Length: 99\r\nTransfer-Encoding: x\r\nHost: b\r\n\r\n",
                        JSON),
                Arguments.of("one chunk a byte", "Transfer-Encoding: chunked", oneByOne(JSON), JSON));
    }

    private static String oneByOne(String data) {
        StringBuilder chunks = new StringBuilder();
        for (char c : data.toCharArray()) {
            chunks.append("1\r\n").append(c).append("\r\n");
        }
        return chunks + "0\r\n\r\n";
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("odd")
    void whatIsOnlyOddArrivesAsOneMessageFramedOnce(String name, String lines, String sent, String body) {
        for (Rig rig : List.of(whole, streaming)) {
            int before = node.requests().size();
            try (Wire client = rig.client()) {
                client.send(
                        "POST /first HTTP/1.1\r\nHost: lb\r\nX-IOTA-API-Version: 1\r\n" + lines + "\r\n\r\n" + sent);
                assertThat(client.readAnswer().status()).isEqualTo(200);
            }
            assertThat(node.requests()).hasSize(before + 1);
            assertFramedOnce(node.requests().get(before), body);
        }
    }

    private static void assertFramedOnce(Wire.Message request, String body) {
        assertThat(request.body()).isEqualTo(body);
        List<String> lengths = request.fields("Content-Length");
        List<String> encodings = request.fields("Transfer-Encoding");
        if (encodings.isEmpty()) {
            assertThat(lengths).containsExactly(Integer.toString(body.length()));
            assertThat(request.raw()).endsWith("\r\n\r\n" + body);
        } else {
            assertThat(lengths).isEmpty();
            assertThat(encodings).containsExactly("chunked");
            assertThat(request.raw()).endsWith("\r\n0\r\n\r\n").doesNotContain(";");
        }
    }

    @Test
    void aRequestWithoutABodyEndsWithItsHead() {
        for (String method : List.of("GET", "POST", "OPTIONS", "DELETE")) {
            int before = node.requests().size();
            try (Wire client = streaming.client()) {
                client.send(method + " /first HTTP/1.1\r\nHost: lb\r\n\r\n" + Ambiguous.SMUGGLED);
                assertThat(client.readAnswer().status()).isEqualTo(200);
                assertThat(client.readAnswer().status()).isEqualTo(200);
            }
            // What the client has sent as two arrives as two.
            assertThat(node.requests().subList(before, before + 2))
                    .extracting(request -> request.lines().get(0))
                    .containsExactly(method + " /first HTTP/1.1", "POST /smuggled HTTP/1.1");
            assertThat(node.requests().get(before).body()).isEmpty();
        }
    }

    @Test
    void nothingBehindTheLastRequestIsServed() {
        for (String last : List.of("HTTP/1.0\r\nHost: lb", "HTTP/1.1\r\nHost: lb\r\nConnection: close")) {
            int before = node.requests().size();
            try (Wire client = whole.client()) {
                client.send("POST /first " + last + "\r\nX-IOTA-API-Version: 1\r\nContent-Length: 25\r\n\r\n" + JSON
                        + Ambiguous.SMUGGLED);
                assertThat(client.readAnswer().status()).isEqualTo(200);
                assertThat(client.readToEnd()).isEmpty();
            }
            assertThat(node.requests()).hasSize(before + 1);
        }
    }

    @Test
    void aRequestThatIsOnlyHalfThereReachesNoNode() {
        int before = node.requests().size();
        try (Wire client = whole.client()) {
            client.send("POST /first HTTP/1.1\r\nHost: lb\r\nX-IOTA-API-Version: 1\r\nContent-Length: 500\r\n\r\n"
                            + Ambiguous.SMUGGLED)
                    .endOutput();
            client.readToEnd();
        }
        assertThat(node.requests()).hasSize(before);
    }
}
