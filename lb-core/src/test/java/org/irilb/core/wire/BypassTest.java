package org.irilb.core.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.irilb.core.config.PowRole;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Rig;
import org.irilb.core.kit.Setup;
import org.irilb.core.kit.Wire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands in disguise: what the predecessor's pattern over the raw body took for something else, and more. */
final class BypassTest {

    private static final String KEYS = "\"k\":\"" + "x".repeat(20_000) + "\",";

    private Origin node;
    private Origin powNode;
    private Rig rig;

    @BeforeEach
    void start() {
        node = Origin.answering("{}");
        powNode = Origin.answering("{}");
        rig = Rig.start(
                Setup.standard(),
                Setup.node(node.port(), 1, 10, PowRole.NONE),
                Setup.node(powNode.port(), 1, 10, PowRole.ONLY));
    }

    @AfterEach
    void stop() {
        rig.close();
        node.close();
        powNode.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"command\":\"addNeighbors\"}",
                "{\"command\":\"\\u0061ddNeighbors\"}",
                "{\"command\":\"add\\u004Eeighbors\"}",
                "{\"\\u0063ommand\":\"getNeighbors\"}",
                "{\"\\u0063\\u006f\\u006d\\u006d\\u0061\\u006e\\u0064\":\"removeNeighbors\"}",
                "{\"Command\":\"removeNeighbors\"}",
                "{\"COMMAND\":\"AddNeighbors\"}",
                "{ \"command\" \n:\t\"ADDNEIGHBORS\" }",
                "\r\n\t {\"command\":\"getNeighbors\"}\r\n",
                "{\"x\":\"\\\"command\\\":\\\"getNodeInfo\\\"\",\"command\":\"getNeighbors\"}",
                "{\"x\":{\"command\":\"getNodeInfo\"},\"command\":\"getNeighbors\"}",
                "{\"x\":[{\"command\":\"getNodeInfo\"}],\"command\":\"getNeighbors\"}"
            })
    void aDeniedCommandReachesNoNodeHoweverItIsSpelt(String body) {
        for (String request : requests(body)) {
            Wire.Message answer = answer(request);
            assertThat(answer.status()).as(request).isEqualTo(401);
            assertThat(answer.body()).contains("is not available on this node");
        }
        assertReached(0, 0);
    }

    @Test
    void aDeniedCommandBehindManyKeysReachesNoNode() {
        assertThat(answer(Wire.request("{" + KEYS + "\"command\":\"addNeighbors\"}"))
                        .status())
                .isEqualTo(401);
        assertThat(answer(Wire.request("{" + KEYS.repeat(45) + "\"command\":\"addNeighbors\"}"))
                        .status())
                .isEqualTo(401);
        assertReached(0, 0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"command\":\"getNodeInfo\",\"command\":\"addNeighbors\"}",
                "{\"command\":\"getNodeInfo\",\"COMMAND\":\"addNeighbors\"}",
                "{\"command\":\"getNodeInfo\",\"\\u0063ommand\":\"addNeighbors\"}",
                "{\"command\":null,\"command\":\"addNeighbors\"}",
                "{'command':'addNeighbors'}",
                "{command:addNeighbors}",
                "{\"command\"=\"addNeighbors\"}",
                "{\"command\"=>\"addNeighbors\"}",
                "{\"x\":1;\"command\":\"addNeighbors\"}",
                "/**/{\"command\":\"addNeighbors\"}",
                "{/**/\"command\":\"addNeighbors\"}",
                "#x\n{\"command\":\"addNeighbors\"}",
                "{\"command\":\"getNodeInfo\"}{\"command\":\"addNeighbors\"}",
                "{\"command\":\"getNodeInfo\"}\u0000",
                "[{\"command\":\"addNeighbors\"}]",
                "\u00ef\u00bb\u00bf{\"command\":\"addNeighbors\"}",
                "{\"\u00c1\u00a3ommand\":\"addNeighbors\",\"command\":\"getNodeInfo\"}",
                "{\"command\":\"addNeighbors\u0000\"}",
                "{\"command\":[\"addNeighbors\"]}",
                "{\"command\":{\"command\":\"addNeighbors\"}}",
                "{\"command\":\"addNeighbors\"",
                "command=addNeighbors",
                ")]}'\n{\"command\":\"addNeighbors\"}",
                "{}",
                ""
            })
    void whatTwoNodesMayReadDifferentlyReachesNeither(String body) {
        for (String request : requests(body)) {
            Wire.Message answer = answer(request);
            assertThat(answer.status()).as(request).isEqualTo(400);
            assertThat(answer.body()).startsWith("{\"error\":\"");
        }
        assertReached(0, 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE"})
    void noOtherEncodingIsBelievedWhateverTheContentTypeSays(String charset) {
        byte[] body = "{\"command\":\"addNeighbors\"}".getBytes(Charset.forName(charset));
        String head = "POST / HTTP/1.1\r\nHost: lb\r\nX-IOTA-API-Version: 1\r\nContent-Type: application/json; charset="
                + charset + "\r\nContent-Length: " + body.length + "\r\n\r\n";
        assertThat(answer(head + new String(body, StandardCharsets.ISO_8859_1)).status())
                .isEqualTo(400);
        assertReached(0, 0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"command\":\"attachToTangle\"}",
                "{\"command\":\"\\u0061ttachToTangle\"}",
                "{\"\\u0063ommand\":\"attachToTangle\"}",
                "{\"COMMAND\":\"attachtotangle\"}",
                "{\"x\":{\"command\":\"getNodeInfo\"},\"command\":\"attachToTangle\"}"
            })
    void proofOfWorkGoesToItsPoolHoweverItIsSpelt(String body) {
        assertThat(answer(Wire.request(body)).status()).isEqualTo(200);
        assertReached(0, 1);
        assertThat(answer(Wire.request("{" + KEYS + body.substring(1))).status())
                .isEqualTo(200);
        assertReached(0, 2);
    }

    /** A node would end whatever it is at. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"command\":\"interruptAttachingToTangle\"}",
                "{\"command\":\"interruptAttachingToTangl\\u0065\"}",
                "{\"COMMAND\":\"interruptattachingtotangle\"}"
            })
    void anInterruptReachesNoNodeThatDoesNothingForItsSourceHoweverItIsSpelt(String body) {
        for (String request : requests(body)) {
            Wire.Message answer = answer(request);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("{\"duration\":0}");
        }
        assertReached(0, 0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"command\":\"getNodeInfo\",\"x\":\"attachToTangle\"}",
                "{\"command\":\"getNodeInfo\",\"attachToTangle\":\"command\"}",
                "{\"x\":\"\\\"command\\\":\\\"attachToTangle\\\"\",\"command\":\"getNodeInfo\"}",
                "{\"x\":{\"command\":\"attachToTangle\"},\"command\":\"getNodeInfo\"}",
                "{\"command\":\"getNodeInfo\",\"x\":[{\"command\":\"attachToTangle\"}]}",
                "{\"command\":\"attachToTangle2\"}",
                "{\"command\":\" attachToTangle\"}",
                "{\"command\":\"attach\\u0000ToTangle\"}"
            })
    void whatOnlyLooksLikeProofOfWorkDoesNotGoThere(String body) {
        assertThat(answer(Wire.request(body)).status()).isEqualTo(200);
        assertReached(1, 0);
    }

    @Test
    void aLongBroadcastWithItsCommandLastArrivesAsItWasSent() {
        String body = "{\"trytes\":[" + ("\"" + "9".repeat(2673) + "\",").repeat(7) + "\"" + "A".repeat(2673)
                + "\"],\"command\":\"broadcastTransactions\"}";
        assertThat(answer(Wire.request(body)).status()).isEqualTo(200);
        assertReached(1, 0);
        assertThat(node.requests().get(0).body()).isEqualTo(body);
    }

    @Test
    void whitelistedSourcesMaySayWhatOthersMayNot() {
        try (Wire client = Wire.connect(rig.balancer().address(Setup.LISTENER), "127.0.0.9")) {
            assertThat(client.post("{\"command\":\"addNeighbors\"}")
                            .readAnswer()
                            .status())
                    .isEqualTo(200);
        }
        assertReached(1, 0);
    }

    @Test
    void claimingToBeSomebodyElseHelpsNobody() {
        for (String field : List.of("X-Forwarded-For: 127.0.0.9", "Forwarded: for=127.0.0.9", "X-Real-IP: 127.0.0.9")) {
            String request = Wire.request("{\"command\":\"addNeighbors\"}")
                    .replace("X-IOTA", field + "\r\nConnection: X-Forwarded-For\r\nX-IOTA");
            assertThat(answer(request).status()).isEqualTo(401);
        }
        assertReached(0, 0);
    }

    /** The same body under other methods, at another path, in chunks. */
    private static List<String> requests(String body) {
        String post = Wire.request("").replace("Content-Length: 0\r\n\r\n", "");
        String length = "Content-Length: " + body.length() + "\r\n\r\n" + body;
        StringBuilder chunks = new StringBuilder("Transfer-Encoding: chunked\r\n\r\n");
        for (char c : body.toCharArray()) {
            chunks.append("1\r\n").append(c).append("\r\n");
        }
        return List.of(
                post + length,
                post.replace("POST", "PUT") + length,
                post.replace("POST", "GET") + length,
                post.replace("POST", "post") + length,
                post.replace("POST / ", "POST /any/path?command=getNodeInfo ") + length,
                post.replace("application/json", "text/plain; charset=iso-8859-1") + length,
                post + chunks + "0\r\n\r\n");
    }

    private Wire.Message answer(String request) {
        try (Wire client = rig.client()) {
            return client.send(request).readAnswer();
        }
    }

    private void assertReached(int node, int powNode) {
        assertThat(this.node.requests()).hasSize(node);
        assertThat(this.powNode.requests()).hasSize(powNode);
    }
}
