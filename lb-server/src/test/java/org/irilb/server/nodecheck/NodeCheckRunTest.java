package org.irilb.server.nodecheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.irilb.server.nodecheck.CheckedOrigin.BAD_PARAMETERS_1_8;
import static org.irilb.server.nodecheck.CheckedOrigin.INFO;
import static org.irilb.server.nodecheck.CheckedOrigin.REFUSED;
import static org.irilb.server.nodecheck.CheckedOrigin.answer;
import static org.irilb.server.nodecheck.CheckedOrigin.node;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Collectors;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Wire;
import org.junit.jupiter.api.Test;

/** What the command does besides its verdicts, which {@link NodeCheckCasesTest} lists. */
class NodeCheckRunTest {

    private record Outcome(int code, String line) {}

    private static Outcome check(String... arguments) {
        StringWriter out = new StringWriter();
        int code = NodeCheckRun.run(List.of(arguments), new PrintWriter(out));
        assertThat(out.toString())
                .endsWith("\n")
                .as("one line")
                .satisfies(text -> assertThat(text.lines()).hasSize(1));
        return new Outcome(code, out.toString().strip());
    }

    @Test
    void itAsksWithoutParametersAndWhatNeedsNoneOnlyWhereItIsRefused() {
        try (Origin limited = node(answer("200 OK", INFO), REFUSED);
                Origin open = node(answer("200 OK", INFO), BAD_PARAMETERS_1_8)) {
            check("-a", "http://127.0.0.1:" + limited.port());
            check("-a", "http://127.0.0.1:" + open.port());

            assertThat(commands(limited))
                    .containsExactly(
                            "{\"command\": \"getNodeInfo\"}",
                            "{\"command\": \"getNeighbors\"}",
                            "{\"command\": \"addNeighbors\"}",
                            "{\"command\": \"removeNeighbors\"}",
                            "{\"command\": \"attachToTangle\"}",
                            "{\"command\": \"interruptAttachingToTangle\"}");
            assertThat(commands(open)).doesNotContain("{\"command\": \"interruptAttachingToTangle\"}");
            assertThat(limited.connections()).isOne();
        }
    }

    private static List<String> commands(Origin node) {
        return node.requests().stream().map(Wire.Message::body).collect(Collectors.toList());
    }

    @Test
    void aNodeThatClosesAfterEachAnswerIsAskedAgain() {
        try (Origin node = Origin.playing((wire, origin) -> {
            boolean first = origin.next(wire).body().contains("getNodeInfo");
            wire.send((first ? answer("200 OK", INFO) : REFUSED).replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"));
        })) {
            assertThat(check("-a", "http://127.0.0.1:" + node.port()).code()).isZero();
            assertThat(node.connections()).isEqualTo(6);
        }
    }

    @Test
    void allThatIsKnownMayBeHadAsJson() {
        try (Origin node = node(answer("200 OK", INFO), REFUSED)) {
            Outcome outcome = check("-a", "http://127.0.0.1:" + node.port(), "--json");

            assertThat(outcome.code()).isZero();
            assertThat(outcome.line())
                    .startsWith(
                            "{\"passing\":true,\"warning\":false,\"status\":\"L7OK\",\"code\":200,\"milliseconds\":")
                    .contains("\"node\":{\"appName\":\"IRI\",\"appVersion\":\"1.8.6\"", "\"latestMilestoneIndex\":30")
                    .endsWith("\"features\":[\"testnet\",\"WereAddressesSpentFrom\"]}}");
        }
    }

    @Test
    void helpSaysWhatThereIs() {
        StringWriter out = new StringWriter();

        assertThat(NodeCheckRun.run(List.of("-h"), new PrintWriter(out))).isZero();

        assertThat(out.toString())
                .startsWith("Usage: lb-server node-check -a URL")
                .contains("-u ", "--json");
    }
}
