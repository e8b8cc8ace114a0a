package org.irilb.server.nodecheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.irilb.core.config.Scheme;
import org.irilb.core.kit.DeadPort;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Wire;
import org.irilb.server.demo.NodeTraits;
import org.irilb.server.demo.SimulatedNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NodeCheckRunTest {

    /** What an IRI 1.8.6 answers, as recorded, but for its neighbours. */
    private static final String INFO = "{\"appName\":\"IRI\",\"appVersion\":\"1.8.6\",\"jreAvailableProcessors\":2,"
            + "\"latestMilestone\":\"NU9\",\"latestMilestoneIndex\":30,\"latestSolidSubtangleMilestone\":\"NU9\","
            + "\"latestSolidSubtangleMilestoneIndex\":30,\"milestoneStartIndex\":1,\"lastSnapshottedMilestoneIndex\":5,"
            + "\"neighbors\":5,\"packetsQueueSize\":0,\"tips\":1,\"transactionsToRequest\":0,"
            + "\"features\":[\"testnet\",\"WereAddressesSpentFrom\"],\"duration\":1}";

    private static final String REFUSED =
            answer("401 Unauthorized", "{\"error\":\"COMMAND x is not available on this node\",\"duration\":0}");
    private static final String BAD_PARAMETERS_1_6 =
            answer("400 Bad Request", "{\"error\":\"Invalid parameters\",\"duration\":0}");
    private static final String BAD_PARAMETERS_1_8 =
            answer("500 Internal Server Error", "{\"exception\":\"Invalid parameters\",\"duration\":0}");

    private record Outcome(int code, String line) {}

    private static String answer(String status, String body) {
        return "HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
                + "\r\n\r\n" + body;
    }

    private static Outcome check(String... arguments) {
        StringWriter out = new StringWriter();
        int code = NodeCheckRun.run(List.of(arguments), new PrintWriter(out));
        assertThat(out.toString())
                .endsWith("\n")
                .as("one line")
                .satisfies(text -> assertThat(text.lines()).hasSize(1));
        return new Outcome(code, out.toString().strip());
    }

    /** Answers getNodeInfo with {@code info}, attachToTangle with {@code attach}, anything else with 401. */
    private static Origin node(String info, String attach) {
        return Origin.playing((wire, origin) -> {
            while (true) {
                Wire.Message request = origin.next(wire);
                wire.send(
                        request.body().contains("getNodeInfo")
                                ? info
                                : request.body().contains("attachToTangle") ? attach : REFUSED);
            }
        });
    }

    private static String with(String from, String to) {
        assertThat(INFO).contains(from);
        return INFO.replace(from, to);
    }

    private static Arguments told(String what, String body, String options, int code, String line) {
        return Arguments.of(what, answer("200 OK", body), REFUSED, options, code, line);
    }

    private static Arguments answered(String what, String answer, String line) {
        return Arguments.of(what, answer, REFUSED, "", 2, line);
    }

    private static Arguments pow(String what, String info, String attach, int code, String line) {
        return Arguments.of(what, answer("200 OK", info), attach, "-ip", code, line);
    }

    private static final String FINE = "OK: IRI 1.8.6, milestone 30 of 30, neighbors 5, answered in N ms";

    static Stream<Arguments> cases() {
        String solid = "\"latestSolidSubtangleMilestoneIndex\":30";
        String behind = "CRITICAL: latestSolidSubtangleMilestoneIndex: 28, 2 behind the latest (expected: at most 1)";
        String noJson = "CRITICAL: getNodeInfo: no JSON (expected: an object in JSON)";
        return Stream.of(
                told("healthy", INFO, "", 0, FINE),
                told("healthy, limits not asked for", INFO, "-i", 0, FINE),
                told("out of sync", with(solid, "\"latestSolidSubtangleMilestoneIndex\":28"), "", 2, behind),
                told(
                        "out of sync, which is allowed",
                        with(solid, "\"latestSolidSubtangleMilestoneIndex\":28"),
                        "-u",
                        0,
                        "WARNING: out of sync, latestSolidSubtangleMilestoneIndex: 28, 2 behind the latest (expected: at most 1);"
                                + " IRI 1.8.6, milestone 28 of 30, neighbors 5, answered in N ms"),
                told(
                        "behind by one",
                        with(solid, "\"latestSolidSubtangleMilestoneIndex\":29"),
                        "",
                        0,
                        "OK: IRI 1.8.6, milestone 29 of 30, neighbors 5, answered in N ms"),
                told(
                        "still at its snapshot",
                        with("\"lastSnapshottedMilestoneIndex\":5", "\"lastSnapshottedMilestoneIndex\":30"),
                        "",
                        2,
                        "CRITICAL: latestSolidSubtangleMilestoneIndex: 30, that of its snapshot (expected: a later one)"),
                told(
                        "too few neighbours",
                        with("\"neighbors\":5", "\"neighbors\":1"),
                        "",
                        2,
                        "CRITICAL: neighbors: 1 (expected: 2 or more)"),
                told("as many neighbours as wanted", INFO, "-n 5", 0, FINE),
                told("fewer neighbours than wanted", INFO, "-n 6", 2, "CRITICAL: neighbors: 5 (expected: 6 or more)"),
                told(
                        "1.10.0 is newer than 1.8.6",
                        with("1.8.6", "1.10.0"),
                        "-m 1.8.6",
                        0,
                        "OK: IRI 1.10.0, milestone 30 of 30, neighbors 5, answered in N ms"),
                told(
                        "1.8.6 is older than 1.10.0",
                        INFO,
                        "-m 1.10.0",
                        2,
                        "CRITICAL: appVersion: 1.8.6 (expected: 1.10.0 or newer)"),
                told(
                        "a suffix counts for nothing",
                        with("1.8.6", "1.8.6-RELEASE"),
                        "-m 1.8.6",
                        0,
                        "OK: IRI 1.8.6-RELEASE, milestone 30 of 30, neighbors 5, answered in N ms"),
                told(
                        "but a candidate is no release",
                        with("1.8.6", "1.8.6-RC1"),
                        "-m 1.8.6",
                        2,
                        "CRITICAL: appVersion: 1.8.6-RC1 (expected: 1.8.6 or newer)"),
                told(
                        "no version at all",
                        with("1.8.6", "latest"),
                        "",
                        2,
                        "CRITICAL: appVersion: latest (expected: 1.4.2.1 or newer)"),
                told("wrong name", with("\"IRI\"", "\"HORNET\""), "", 2, "CRITICAL: appName: HORNET (expected: IRI)"),
                told("another name that is wanted", INFO, "-r HORNET", 2, "CRITICAL: appName: IRI (expected: HORNET)"),
                told(
                        "slow by its own account",
                        with("\"duration\":1", "\"duration\":1500"),
                        "",
                        2,
                        "CRITICAL: getNodeInfo: took 1500 ms (expected: at most 1000)"),
                told("slow, which is allowed", with("\"duration\":1", "\"duration\":1500"), "-w 2s", 0, FINE),
                told("absent name", with("appName", "x"), "", 2, "CRITICAL: appName: absent (expected: IRI)"),
                told(
                        "absent version",
                        with("appVersion", "x"),
                        "",
                        2,
                        "CRITICAL: appVersion: absent (expected: 1.4.2.1 or newer)"),
                told(
                        "absent latest milestone",
                        with("\"latestMilestoneIndex\"", "\"x\""),
                        "-u",
                        2,
                        "CRITICAL: latestMilestoneIndex: absent (expected: a number)"),
                told(
                        "a milestone that is no number",
                        with(solid, "\"latestSolidSubtangleMilestoneIndex\":\"30\""),
                        "",
                        2,
                        "CRITICAL: latestSolidSubtangleMilestoneIndex: absent (expected: a number)"),
                told(
                        "absent neighbours",
                        with("\"neighbors\"", "\"x\""),
                        "-n 0",
                        2,
                        "CRITICAL: neighbors: absent (expected: 0 or more)"),
                told("HTML", "<html>502 Bad Gateway</html>", "", 2, noJson),
                told("a truncated object", INFO.substring(0, 200), "", 2, noJson),
                told("two objects", INFO + INFO, "", 2, noJson),
                told("a list", "[" + INFO + "]", "", 2, noJson),
                told("empty", "", "", 2, "CRITICAL: getNodeInfo: an empty answer (expected: an object in JSON)"),
                told(
                        "an error with status 200",
                        "{\"error\":\"The subtangle\\nhas not been updated yet\",\"duration\":0}",
                        "",
                        2,
                        "CRITICAL: getNodeInfo: 'The subtangle has not been updated yet' (expected: no error)"),
                answered(
                        "an error",
                        answer("400 Bad Request", "{\"error\":\"Invalid API Version\",\"duration\":0}"),
                        "CRITICAL: getNodeInfo: answered 400 'Invalid API Version' (expected: 200)"),
                answered(
                        "404 with good JSON",
                        answer("404 Not Found", INFO),
                        "CRITICAL: getNodeInfo: answered 404 (expected: 200)"),
                answered(
                        "503 with good JSON",
                        answer("503 Service Unavailable", INFO),
                        "CRITICAL: getNodeInfo: answered 503 (expected: 200)"),
                answered(
                        "no HTTP",
                        "SSH-2.0-OpenSSH_9.2\r\n\r\n",
                        "CRITICAL: getNodeInfo: no HTTP (expected: an answer)"),
                pow("PoW at an IRI of 1.6", INFO, BAD_PARAMETERS_1_6, 0, FINE),
                pow("PoW at an IRI of 1.8", INFO, BAD_PARAMETERS_1_8, 0, FINE),
                pow(
                        "no PoW",
                        INFO,
                        REFUSED,
                        2,
                        "CRITICAL: attachToTangle: answered 401 'COMMAND x is not available on this node'"
                                + " (expected: proof of work is allowed)"),
                pow("PoW, as its features say", with("\"testnet\"", "\"RemotePOW\""), REFUSED, 0, FINE),
                pow(
                        "a node that doesn't know the command",
                        INFO,
                        answer("400 Bad Request", "{\"error\":\"Command [attachToTangle] is unknown\"}"),
                        2,
                        "CRITICAL: attachToTangle: answered 400 'Command [attachToTangle] is unknown'"
                                + " (expected: proof of work is allowed)"),
                pow(
                        "a proxy in front of the node",
                        INFO,
                        answer("500 Internal Server Error", "<html>"),
                        2,
                        "CRITICAL: attachToTangle: answered 500 (expected: proof of work is allowed)"),
                Arguments.of(
                        "an open command",
                        answer("200 OK", INFO),
                        BAD_PARAMETERS_1_8,
                        "",
                        2,
                        "CRITICAL: attachToTangle: answered 500 (expected: 401, it is open to all)"),
                Arguments.of(
                        "an open command, which is allowed", answer("200 OK", INFO), BAD_PARAMETERS_1_8, "-i", 0, FINE),
                Arguments.of("PoW, and all else refused", answer("200 OK", INFO), BAD_PARAMETERS_1_8, "-p", 0, FINE));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void everyCaseHasItsCodeAndItsLine(String what, String info, String attach, String options, int code, String line) {
        try (Origin node = node(info, attach)) {
            String[] arguments = Stream.concat(
                            Stream.of("-a", "http://127.0.0.1:" + node.port(), "-t", "20"),
                            Arrays.stream(options.split(" ")).filter(option -> !option.isEmpty()))
                    .toArray(String[]::new);

            Outcome outcome = check(arguments);

            assertThat(outcome.line().replaceFirst("answered in \\d+ ms$", "answered in N ms"))
                    .isEqualTo(line);
            assertThat(outcome.code()).isEqualTo(code);
        }
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
    void theTimeLimitIsForAllQuestionsTogether() {
        try (Origin node = Origin.playing((wire, origin) -> {
            origin.next(wire);
            wire.send(answer("200 OK", INFO));
            origin.next(wire);
            origin.awaitGo();
        })) {
            assertThat(check("-a", "http://127.0.0.1:" + node.port(), "-t", "0.3"))
                    .isEqualTo(new Outcome(2, "CRITICAL: getNeighbors: not done within 300 ms"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\nContent-", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"})
    void aStallAnywhereEndsWithTheTimeLimit(String part) {
        try (Origin node = Origin.playing((wire, origin) -> {
            origin.next(wire);
            wire.send(part);
            origin.awaitGo();
        })) {
            assertThat(check("-a", "http://127.0.0.1:" + node.port(), "-t", "200ms"))
                    .isEqualTo(new Outcome(2, "CRITICAL: getNodeInfo: not done within 200 ms"));
        }
    }

    @Test
    void aSlowAnswerIsCritical() {
        NodeTraits slow = NodeTraits.plain().withAnswerTime(Duration.ofMillis(300));
        try (SimulatedNode node = SimulatedNode.start(Scheme.HTTP, slow)) {
            Outcome outcome = check("-a", "http://127.0.0.1:" + node.port(), "-w", "100", "-t", "20");

            assertThat(outcome.line()).matches("CRITICAL: getNodeInfo: took \\d+ ms \\(expected: at most 100\\)");
            assertThat(outcome.code()).isEqualTo(2);
        }
    }

    @Test
    void aSelfMadeCertificateIsTrustedOnlyWhenAsked() {
        NodeTraits traits = NodeTraits.plain();
        try (SimulatedNode node = SimulatedNode.start(Scheme.HTTPS, traits)) {
            String url = "https://127.0.0.1:" + node.port();

            Outcome verified = check("-a", url, "-t", "20");
            Outcome trusted = check("-k", "-a", url, "-t", "20", "-w", "10s");

            assertThat(verified.code()).isEqualTo(2);
            assertThat(verified.line())
                    .matches("CRITICAL: TLS with 127.0.0.1:\\d+: its certificate is signed by itself.*");
            assertThat(trusted.code()).isZero();
            assertThat(trusted.line()).startsWith("OK: IRI 1.8.6, milestone 3 of 3");
        }
    }

    @Test
    void openAndLimitedSimulatedNodesAreToldApart() {
        NodeTraits open = NodeTraits.plain().withLimited(Set.of());
        try (SimulatedNode node = SimulatedNode.start(Scheme.HTTP, open)) {
            String url = "http://127.0.0.1:" + node.port();

            assertThat(check("-a", url, "-t", "20"))
                    .isEqualTo(
                            new Outcome(2, "CRITICAL: getNeighbors: answered 200 (expected: 401, it is open to all)"));
            node.change(traits -> NodeTraits.plain());
            assertThat(check("-a", url, "-t", "20").code()).isZero();
            assertThat(check("-a", url, "-t", "20", "-ip").code()).isEqualTo(2);
            node.change(traits -> NodeTraits.pow(Duration.ZERO));
            assertThat(check("-a", url, "-t", "20", "-ip").code()).isZero();
        }
    }

    @Test
    void aRefusedConnectionIsCritical() {
        try (DeadPort dead = new DeadPort()) {
            assertThat(check("-a", "http://127.0.0.1:" + dead.port()))
                    .isEqualTo(new Outcome(
                            2, "CRITICAL: connecting to 127.0.0.1:" + dead.port() + ": Connection refused"));
        }
    }

    @Test
    void wrongUsageHasACodeOfItsOwn() {
        assertThat(check("-p"))
                .isEqualTo(new Outcome(3, "USAGE: -a: missing (expected: the node's URL); see node-check -h"));
        assertThat(check("-a", "-k", "https://node").code()).isEqualTo(3);
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
