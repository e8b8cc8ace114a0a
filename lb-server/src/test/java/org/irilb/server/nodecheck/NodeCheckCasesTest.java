package org.irilb.server.nodecheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.irilb.server.nodecheck.CheckedOrigin.BAD_PARAMETERS_1_6;
import static org.irilb.server.nodecheck.CheckedOrigin.BAD_PARAMETERS_1_8;
import static org.irilb.server.nodecheck.CheckedOrigin.INFO;
import static org.irilb.server.nodecheck.CheckedOrigin.REFUSED;
import static org.irilb.server.nodecheck.CheckedOrigin.answer;
import static org.irilb.server.nodecheck.CheckedOrigin.node;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.irilb.core.config.Scheme;
import org.irilb.core.kit.DeadPort;
import org.irilb.core.kit.Origin;
import org.irilb.server.demo.NodeTraits;
import org.irilb.server.demo.SimulatedNode;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of all that a node check may find: its exit code, and the line that says why. */
@Execution(ExecutionMode.CONCURRENT)
class NodeCheckCasesTest {

    /** Who is asked, if anybody is. */
    private record Peer(String url, Runnable end) implements AutoCloseable {

        static Peer at(String scheme, int port, Runnable end) {
            return new Peer(scheme + "://127.0.0.1:" + port, end);
        }

        static Peer of(Origin origin) {
            return at("http", origin.port(), origin::close);
        }

        static Peer of(SimulatedNode node) {
            return at(node.scheme() == Scheme.HTTPS ? "https" : "http", node.port(), node::close);
        }

        static Peer dead() {
            DeadPort port = new DeadPort();
            return at("http", port.port(), port::close);
        }

        static Peer nobody() {
            return new Peer("", () -> {});
        }

        @Override
        public void close() {
            end.run();
        }
    }

    private static String with(String from, String to) {
        assertThat(INFO).contains(from);
        return INFO.replace(from, to);
    }

    private static Arguments told(String what, String body, String options, int code, String line) {
        return told(what, answer("200 OK", body), REFUSED, options, code, line);
    }

    private static Arguments answered(String what, String answer, String line) {
        return told(what, answer, REFUSED, "", 2, line);
    }

    private static Arguments pow(String what, String info, String attach, int code, String line) {
        return told(what, answer("200 OK", info), attach, "-ip", code, line);
    }

    private static Arguments told(String what, String info, String attach, String options, int code, String line) {
        return row(what, () -> Peer.of(node(info, attach)), options, code, line);
    }

    /** A node that says nothing more after {@code parts}, one to each question. */
    private static Arguments stalled(String what, String options, String line, String... parts) {
        Origin.Script script = (wire, origin) -> {
            for (String part : parts) {
                origin.next(wire);
                wire.send(part);
            }
            origin.next(wire);
            origin.awaitGo();
        };
        return row(what, () -> Peer.of(Origin.playing(script)), options, 2, line);
    }

    private static Arguments simulated(
            String what, Scheme scheme, NodeTraits traits, String options, int code, String line) {
        return row(what, () -> Peer.of(SimulatedNode.start(scheme, traits)), options, code, line);
    }

    private static Arguments usage(String what, String options, String line) {
        return row(what, Peer::nobody, options, 3, line);
    }

    /** @param line what is printed, with {@code #} for any number */
    private static Arguments row(String what, Supplier<Peer> peer, String options, int code, String line) {
        return Arguments.of(what, peer, options, code, line);
    }

    /** What a busy machine may take for an answer, unless a case says otherwise. */
    private static final String A_BUSY_MACHINES = "60s";

    private static final String SIMULATED = "OK: IRI 1.8.6, milestone 3 of 3, neighbors 5, answered in # ms";
    private static final String FINE = "OK: IRI 1.8.6, milestone 30 of 30, neighbors 5, answered in # ms";

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
                                + " IRI 1.8.6, milestone 28 of 30, neighbors 5, answered in # ms"),
                told(
                        "behind by one",
                        with(solid, "\"latestSolidSubtangleMilestoneIndex\":29"),
                        "",
                        0,
                        "OK: IRI 1.8.6, milestone 29 of 30, neighbors 5, answered in # ms"),
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
                        "OK: IRI 1.10.0, milestone 30 of 30, neighbors 5, answered in # ms"),
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
                        "OK: IRI 1.8.6-RELEASE, milestone 30 of 30, neighbors 5, answered in # ms"),
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
                        with("\"duration\":1", "\"duration\":150000"),
                        "",
                        2,
                        "CRITICAL: getNodeInfo: took 150000 ms (expected: at most 60000)"),
                told("slow, which is allowed", with("\"duration\":1", "\"duration\":150000"), "-w 200s", 0, FINE),
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
                told(
                        "an open command",
                        answer("200 OK", INFO),
                        BAD_PARAMETERS_1_8,
                        "",
                        2,
                        "CRITICAL: attachToTangle: answered 500 (expected: 401, it is open to all)"),
                told("an open command, which is allowed", answer("200 OK", INFO), BAD_PARAMETERS_1_8, "-i", 0, FINE),
                told("PoW, and all else refused", answer("200 OK", INFO), BAD_PARAMETERS_1_8, "-p", 0, FINE),
                simulated("a simulated node", Scheme.HTTP, NodeTraits.plain(), "", 0, SIMULATED),
                simulated(
                        "all commands open",
                        Scheme.HTTP,
                        NodeTraits.plain().withLimited(Set.of()),
                        "",
                        2,
                        "CRITICAL: getNeighbors: answered 200 (expected: 401, it is open to all)"),
                simulated("PoW at a simulated node", Scheme.HTTP, NodeTraits.pow(Duration.ZERO), "-ip", 0, SIMULATED),
                simulated(
                        "slow",
                        Scheme.HTTP,
                        NodeTraits.plain().withAnswerTime(Duration.ofMillis(300)),
                        "-w 100",
                        2,
                        "CRITICAL: getNodeInfo: took # ms (expected: at most 100)"),
                simulated(
                        "a certificate signed by itself",
                        Scheme.HTTPS,
                        NodeTraits.plain(),
                        "",
                        2,
                        "CRITICAL: TLS with 127.0.0.1:#: its certificate is signed by itself, and none of the known authorities'"),
                simulated(
                        "a certificate signed by itself, which is allowed",
                        Scheme.HTTPS,
                        NodeTraits.plain(),
                        "-k",
                        0,
                        SIMULATED),
                stalled("no answer", "-t 1", "CRITICAL: getNodeInfo: not done within 1 s", ""),
                stalled(
                        "a stall in the head",
                        "-t 1",
                        "CRITICAL: getNodeInfo: not done within 1 s",
                        "HTTP/1.1 200 OK\r\nContent-"),
                stalled(
                        "a stall in the body",
                        "-t 1",
                        "CRITICAL: getNodeInfo: not done within 1 s",
                        "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"),
                stalled(
                        "a stall later, within the same limit",
                        "-t 3",
                        "CRITICAL: getNeighbors: not done within 3 s",
                        answer("200 OK", INFO)),
                row("refused", Peer::dead, "", 2, "CRITICAL: connecting to 127.0.0.1:#: Connection refused"),
                usage("no URL", "-p", "USAGE: -a: missing (expected: the node's URL); see node-check -h"),
                usage(
                        "an option for a URL",
                        "-a -k",
                        "USAGE: -a: '-k' (expected: a URL, such as http://192.0.2.1:14265); see node-check -h"),
                usage(
                        "an unknown option",
                        "-a http://a -x",
                        "USAGE: -x: unknown option (expected: one of -a -t -n -m -r -w -p -k -i -u -h --json);"
                                + " see node-check -h"),
                usage(
                        "no number",
                        "-a http://a -n few",
                        "USAGE: -n: 'few' (expected: a number, 0 or more); see node-check -h"),
                usage(
                        "no version",
                        "-a http://a -m new",
                        "USAGE: -m: 'new' (expected: a version, such as 1.8.6); see node-check -h"),
                usage(
                        "no time",
                        "-a http://a -w soon",
                        "USAGE: -w: 'soon' (expected: milliseconds, or a time such as 1s); see node-check -h"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void everyCaseHasItsCodeAndItsLine(String what, Supplier<Peer> peer, String options, int code, String line) {
        try (Peer node = peer.get()) {
            StringWriter out = new StringWriter();

            int exitCode = NodeCheckRun.run(arguments(node, options), new PrintWriter(out));

            assertThat(out.toString()).matches(Pattern.quote(line).replace("#", "\\E\\d+\\Q") + "\n");
            assertThat(exitCode).isEqualTo(code);
        }
    }

    private static List<String> arguments(Peer node, String options) {
        Stream<String> where =
                node.url().isEmpty() ? Stream.of() : Stream.of("-a", node.url(), "-t", "60", "-w", A_BUSY_MACHINES);
        return Stream.concat(where, Arrays.stream(options.split(" ")).filter(option -> !option.isEmpty()))
                .toList();
    }
}
