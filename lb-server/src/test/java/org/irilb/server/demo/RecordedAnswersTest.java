package org.irilb.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.irilb.core.config.Scheme;
import org.irilb.core.kit.Wire;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each request that a real IRI 1.8.6 was sent gets the same answer from a simulated node. */
final class RecordedAnswersTest {

    private static final Set<String> REMOTE_LIMITS =
            Set.of("getNeighbors", "addNeighbors", "removeNeighbors", "attachToTangle", "interruptAttachingToTangle");
    private static final NodeTraits TRUSTING = NodeTraits.pow(Duration.ofMillis(1))
            .withApp("IRI Testnet", "1.8.6")
            .withNeighbors(0)
            .withLimited(Set.of());

    /** A request as sent, and the answer without its date. */
    private record Exchange(String request, List<String> head, String body) {

        static Exchange read(Path file) throws IOException {
            String[] parts = Files.readString(file).split("\n-----\n");
            String[] request = parts[0].split("\n\n", 2);
            String[] answer = parts[1].split("\n\n", 2);
            return new Exchange(
                    request[0].replace("\n", "\r\n") + "\r\n\r\n" + request[1],
                    List.of(answer[0].split("\n")),
                    answer[1].stripTrailing());
        }
    }

    static Stream<Path> trusted() throws Exception {
        return recordings("trusted");
    }

    static Stream<Path> remote() throws Exception {
        return recordings("remote");
    }

    static Stream<Path> unsynced() throws Exception {
        return recordings("unsynced");
    }

    private static Stream<Path> recordings(String folder) throws IOException, URISyntaxException {
        Path path = Path.of(
                RecordedAnswersTest.class.getResource("recordings/" + folder).toURI());
        return Files.list(path).sorted();
    }

    @ParameterizedTest
    @MethodSource("trusted")
    void aNodeThatTrustsItsClientAnswersAsRecorded(Path recording) throws IOException {
        answersAsRecorded(recording, TRUSTING);
    }

    @ParameterizedTest
    @MethodSource("remote")
    void aNodeThatLimitsItsClientAnswersAsRecorded(Path recording) throws IOException {
        answersAsRecorded(recording, TRUSTING.withLimited(REMOTE_LIMITS));
    }

    @ParameterizedTest
    @MethodSource("unsynced")
    void aNodeWithoutMilestonesAnswersAsRecorded(Path recording) throws IOException {
        answersAsRecorded(recording, TRUSTING.withMilestones(0, 0));
    }

    private static void answersAsRecorded(Path recording, NodeTraits traits) throws IOException {
        Exchange recorded = Exchange.read(recording);
        try (SimulatedNode node = SimulatedNode.start(Scheme.HTTP, traits);
                Wire client = Wire.connect(new InetSocketAddress("127.0.0.1", node.port()))) {
            Wire.Message answer = client.send(recorded.request()).readAnswer();
            assertThat(answer.field("Date")).isPresent();
            assertThat(sameHead(answer.lines())).isEqualTo(sameHead(recorded.head()));
            assertThat(sameBody(answer.body())).isEqualTo(sameBody(recorded.body()));
        }
    }

    /** Without what differs from run to run. The length depends on the digits of the duration. */
    private static List<String> sameHead(List<String> head) {
        return head.stream()
                .filter(line -> !line.startsWith("Date: "))
                .map(line -> line.replaceFirst("^Content-Length: [1-9].*", "Content-Length: n"))
                .toList();
    }

    /** Without times and memory, and of attached trytes without the time of attachment and the nonce. */
    private static String sameBody(String body) {
        return body.replaceFirst("\"duration\":\\d+}$", "\"duration\":0}")
                .replaceFirst("\"jreFreeMemory\":\\d+,", "\"jreFreeMemory\":0,")
                .replaceFirst("\"time\":\\d+,", "\"time\":0,")
                .replaceFirst("[A-Z9]{9}999999999MMMMMMMMM[A-Z9]{27}\"", "\"");
    }
}
