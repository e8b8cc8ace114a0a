package org.irilb.server.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.irilb.core.kit.FreePort;
import org.irilb.core.kit.Setup;
import org.irilb.core.kit.Wire;
import org.irilb.core.metrics.ListenerState;
import org.irilb.server.admin.socket.SessionLimits;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The protocol of HAProxy's runtime API, by the byte; each expectation was seen on HAProxy 2.6 unless it says so. */
final class AdminSocketTest {

    private static final String BACKENDS = "# name\niri_back\niri_pow_back\n\n";

    private static final String BACKENDS_ASKED = "show backend\n";

    private static Desk desk;

    @BeforeAll
    static void open() {
        desk = Desk.open();
    }

    @AfterAll
    static void close() {
        desk.close();
    }

    @Test
    void anAnswerEndsWithAnEmptyLineAndTheConnection() {
        try (Wire wire = desk.connect()) {
            assertThat(wire.send("show backend\n").readToEnd()).isEqualTo(BACKENDS);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"show backend\r\n", "  show \t backend \n", "show backend extra words\n"})
    void blanksAndMoreWordsDontMatter(String line) {
        assertThat(desk.ask(line)).isEqualTo(BACKENDS);
    }

    @Test
    void aHalfClosedClientGetsTheWholeAnswer() {
        assertThat(desk.ask("show backend\n")).isEqualTo(BACKENDS);
    }

    @Test
    void semicolonsSeparateCommandsAndBackslashesKeepThem() {
        assertThat(desk.ask("show backend;show backend\n")).isEqualTo(BACKENDS + BACKENDS);
        assertThat(desk.ask("show backend \\; show backend\n")).isEqualTo(BACKENDS);
        assertThat(desk.ask("show\\ backend\n")).startsWith("Unknown command");
    }

    @Test
    void linesThatCameTogetherAreAllAnswered() {
        assertThat(desk.ask("show backend\nshow backend\n")).isEqualTo(BACKENDS + BACKENDS);
    }

    @ParameterizedTest
    @ValueSource(ints = {256, 1024, 16 * 1024})
    void linesThatCameTogetherAreAllAnsweredWhereverABufferEnds(int filled) {
        String first = " ".repeat(filled - BACKENDS_ASKED.length()) + BACKENDS_ASKED;
        assertThat(desk.ask(first + BACKENDS_ASKED)).isEqualTo(BACKENDS + BACKENDS);
    }

    @Test
    void aLineWithoutEndIsNotRun() {
        assertThat(desk.ask("show backend")).isEmpty();
        assertThat(desk.ask("show backend\nshow back")).isEqualTo(BACKENDS);
    }

    @Test
    void thePromptKeepsTheSessionUntilItIsTurnedOff() {
        assertThat(desk.ask("prompt\nshow backend\nshow cli level\n")).isEqualTo("\n> " + BACKENDS + "> admin\n\n> ");
        assertThat(desk.ask("prompt\nprompt\n")).isEqualTo("\n> \n");
        try (Wire wire = desk.connect()) {
            wire.send("prompt\n");
            assertThat(wire.readBytes(3)).isEqualTo("\n> ");
            wire.send("show backend\n");
            wire.send("prompt\n");
            assertThat(wire.readToEnd()).endsWith(BACKENDS + "> \n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST / HTTP/1.1", "GET /?;prompt HTTP/1.1", "POST /\\;x HTTP/1.0"})
    void aBrowserGivesNoOrders(String requestLine) {
        String fields = "\r\nHost: 127.0.0.1:9999\r\nContent-Type: text/plain\r\n\r\n";
        assertThat(desk.ask(requestLine + fields + "disable frontend " + Setup.LISTENER + "\n"))
                .endsWith("HTTP is not spoken here (expected: a command, see 'help').\n\n");
        assertThat(desk.balancer().status().listeners().get(0).state()).isEqualTo(ListenerState.OPEN);
    }

    @Test
    void quitEndsTheSessionWithoutAWord() {
        assertThat(desk.ask("quit;show backend\n")).isEmpty();
        assertThat(desk.ask("prompt\nquit\nshow backend\n")).isEqualTo("\n> ");
    }

    @Test
    void aPayloadIsReadUpToItsLastLine() {
        assertThat(desk.ask("show backend <<\nshow version\n\n")).isEqualTo(BACKENDS);
        assertThat(desk.ask("prompt\nshow backend <<\na;b\n\nquit\n")).isEqualTo("\n> + + " + BACKENDS + "> ");
        assertThat(desk.ask("show backend <<END\na\n\nb\nEND\n")).isEqualTo(BACKENDS); // HAProxy 3
        assertThat(desk.ask("show backend <<\nshow version\n")).isEmpty();
    }

    @Test
    void anUnknownCommandIsAnsweredWithThoseLikeIt() {
        assertThat(desk.ask("show servers\n").lines())
                .first()
                .isEqualTo("Unknown command, but maybe one of the following ones is a better match:");
        assertThat(desk.ask("show versio\n"))
                .contains("\n  show version                            : ")
                .doesNotContain("show stat")
                .contains("\n  help [<command>]                        : ")
                .contains("\n  prompt                                  : ")
                .contains("\n  quit                                    : ")
                .endsWith("\n\n");
        assertThat(desk.ask("SHOW VERSION\n")).startsWith("Unknown command");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "   \n", ";\n", "\0\u00ff\u0001\n", "xyzzy\n"})
    void whatIsLikeNothingIsAnsweredWithTheListOfAllCommands(String line) {
        assertThat(desk.ask(line))
                .startsWith("Unknown command. Please enter one of the following commands only:\n")
                .contains("\n  show stat [desc|json|no-maint|typed|up]*: ");
    }

    @Test
    void helpListsAllCommandsOrThoseThatAreAskedFor() {
        assertThat(desk.ask("help\n"))
                .startsWith("The following commands are valid at this level:\n")
                .contains("\n  show stat [desc|json|no-maint|typed|up]*: ")
                .contains("\n  show info [desc|json|typed|float]*      : ");
        assertThat(desk.ask("help show servers\n"))
                .contains("show servers state")
                .doesNotContain("show stat");
    }

    @Test
    void rightsCanBeGivenUpAndNotBeRegained() {
        assertThat(desk.ask("prompt\noperator\nshow cli level\nuser;show cli level\noperator\n"))
                .isEqualTo("\n> \n> operator\n\n> \n> user\n\n> Permission denied\n\n> ");
    }

    @Test
    void messagesShowHowMuchTheyMatterWhenAsked() {
        assertThat(desk.ask("prompt\nset severity-output number\nshow stat nope 1 1\nset severity-output string\n"
                        + "show cli level\nset severity-output none\nset severity-output x\n"))
                .isEqualTo("\n> \n> [3]: No such proxy.\n\n> \n> [info]: admin\n\n> \n"
                        + "> one of 'none', 'number', 'string' is a required argument\n\n> ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "set timeout|'set timeout' only supports 'cli'.",
                "set timeout client 1|'set timeout' only supports 'cli'.",
                "set timeout cli|Expects an integer value.",
                "set timeout cli abc|Invalid timeout value.",
                "set timeout cli 0|Invalid timeout value.",
                "set timeout cli 1000000000000|Invalid timeout value.",
            },
            quoteCharacter = '"')
    void aWrongTimeoutIsRefused(String command, String error) {
        assertThat(desk.ask(command + "\n")).isEqualTo(error + "\n\n");
    }

    @Test
    void aSessionEndsAfterTheSilenceThatItAskedFor() {
        try (Wire wire = desk.connect()) {
            wire.send("prompt\nset timeout cli 20ms\n");
            assertThat(wire.readToEnd()).isEqualTo("\n> \n> ");
        }
    }

    @Test
    void aLineThatIsTooLongEndsTheSession() {
        String most = "show backend ".concat("x".repeat(16 * 1024 - 14));
        assertThat(desk.ask(most + "\n")).isEqualTo(BACKENDS);
        assertThat(desk.ask(most + "x\nshow backend\n"))
                .isEqualTo("Line too long (expected: at most 16384 bytes).\n\n"); // HAProxy 2.6 says nothing
        assertThat(desk.ask("x".repeat(2_000_000))).startsWith("Line too long");
    }

    @Test
    void aPayloadThatIsTooLongEndsTheSession() {
        assertThat(desk.ask("show backend <<\n" + "x\n".repeat(100_000))).startsWith("Payload too long");
    }

    @Test
    void theEleventhClientWaitsUntilAnotherLeaves() {
        List<Wire> sessions = new ArrayList<>();
        try {
            for (int i = 0; i < SessionLimits.STANDARD.sessions(); i++) {
                Wire wire = desk.connect().send("prompt\n");
                assertThat(wire.isSilentFor(Duration.ofSeconds(20))).isFalse();
                sessions.add(wire);
            }
            try (Wire late = desk.connect().send("show backend\n")) {
                assertThat(late.isSilentFor(Duration.ofMillis(100))).isTrue();
                sessions.remove(0).close();
                assertThat(late.readToEnd()).isEqualTo(BACKENDS);
            }
        } finally {
            sessions.forEach(Wire::close);
        }
    }

    @Test
    void clientsThatAskAndDontReadAreCutOffAndHurtNobody() {
        desk.nodes(desk.origin(1, 10));
        List<Wire> deaf = new ArrayList<>();
        try {
            for (int i = 0; i < SessionLimits.STANDARD.sessions(); i++) {
                Wire wire = desk.connect();
                wire.send("set timeout cli 200ms\n" + "show stat typed\n".repeat(1000));
                deaf.add(wire);
            }
            assertThat(desk.request("{\"command\":\"getNodeInfo\"}")).isEqualTo(200);
            assertThat(desk.ask("show backend\n")).isEqualTo(BACKENDS);
        } finally {
            deaf.forEach(Wire::close);
        }
    }

    @Test
    void aThousandConnectionsAreOutlived() throws IOException {
        desk.nodes(desk.origin(1, 10));
        List<SocketChannel> crowd = new ArrayList<>();
        try {
            for (int i = 0; i < 1000; i++) {
                SocketChannel channel = SocketChannel.open();
                crowd.add(channel);
                channel.configureBlocking(false);
                channel.connect(desk.address()); // most of them are never let in
            }
            assertThat(desk.request("{\"command\":\"getNodeInfo\"}")).isEqualTo(200);
        } finally {
            for (SocketChannel channel : crowd) {
                channel.close();
            }
        }
        assertThat(desk.ask("show backend\n")).isEqualTo(BACKENDS);
    }

    @Test
    void garbageIsAnsweredOrCutOff() {
        Random random = new Random(9999);
        for (int i = 0; i < 50; i++) {
            byte[] garbage = new byte[random.nextInt(3000)];
            random.nextBytes(garbage);
            try (Wire wire = desk.connect()) {
                wire.send(garbage).endOutput();
                assertThat(wire.readToEnd()).matches("(?s)(\n> )?(Unknown command.*|Line too long.*)?");
            }
        }
        assertThat(desk.ask("show backend\n")).isEqualTo(BACKENDS);
    }

    @Test
    void anAddressThatIsTakenIsNamed() {
        InetSocketAddress taken = desk.balancer().address(Setup.LISTENER);
        assertThatThrownBy(() -> AdminSocket.open(taken, desk.managed()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("admin.socket: cannot listen on 127.0.0.1:" + taken.getPort())
                .hasMessageContaining("in use");
    }

    @Test
    void aClosedSocketBreaksItsSessionsOffAndFreesItsPort() throws Exception {
        AdminSocket first = AdminSocket.open(new InetSocketAddress("127.0.0.1", 0), desk.managed());
        InetSocketAddress address = (InetSocketAddress) first.addresses().get(0);
        try (Wire wire = Wire.connect(address)) {
            wire.send("prompt\n");
            assertThat(wire.isSilentFor(Duration.ofSeconds(20))).isFalse();
            first.close();
            assertThat(wire.readToEnd()).isEqualTo("\n> ");
        }
        try (AdminSocket again = FreePort.again(() -> AdminSocket.open(address, desk.managed()))) {
            assertThat(again.addresses()).containsExactly(address);
        }
    }
}
