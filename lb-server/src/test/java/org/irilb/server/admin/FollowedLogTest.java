package org.irilb.server.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.Wire;
import org.irilb.server.admin.process.RecentLog;
import org.irilb.server.admin.socket.AdminEndpoint;
import org.irilb.server.admin.socket.SessionLimits;
import org.irilb.server.config.Level;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code show events buf0 -w}: a session that waits for what is logged. */
final class FollowedLogTest {

    private static Desk desk;

    @BeforeAll
    static void open() {
        desk = Desk.open();
    }

    @AfterAll
    static void close() {
        desk.close();
    }

    private static RecentLog log() {
        return desk.managed().log();
    }

    private static void log(String message) {
        log().add(Instant.EPOCH, message);
    }

    private static String line(String message) {
        return Instant.EPOCH + " " + message + "\n";
    }

    /** Reads until the text has come, and nothing behind it. */
    private static void expect(Wire wire, String text) {
        assertThat(wire.readBytes(text.length())).isEqualTo(text);
    }

    @Test
    void whatComesIsToldUntilTheClientSaysSomething() {
        log("before");
        try (Wire client = desk.connect().send("show events buf0 -w\n")) {
            Await.until("what was there is told", () -> {
                client.readBytes(1);
                return client.received().endsWith(line("before"));
            });
            log("first");
            expect(client, line("first"));
            log("second");
            log("third");
            expect(client, line("second") + line("third"));
            client.send("\n");
            assertThat(client.readToEnd()).isEqualTo("\n");
        }
    }

    @Test
    void onlyWhatIsNewIsToldIfThatIsWanted() {
        log("before");
        try (Wire client = desk.connect().send("prompt\nshow events buf0 -nw\n")) {
            expect(client, "\n> ");
            Await.until("it is told", () -> {
                log("news"); // until it is followed
                return !client.isSilentFor(Duration.ofMillis(1));
            });
            expect(client, line("news"));
            client.send("show cli level\nquit\n");
            assertThat(client.readToEnd())
                    .as("behind what came meanwhile")
                    .matches("(" + line("news") + ")*\n> admin\n\n> ");
        }
    }

    @Test
    void theSystemAsksWhetherWhoFollowsIsStillThere() throws IOException {
        Path table = Path.of("/proc/net/tcp6"); // where the JVM's sockets are, those of IPv4 among them
        assumeThat(table).exists();
        try (SocketChannel client = SocketChannel.open(desk.address())) {
            client.write(ByteBuffer.wrap("show events buf0 -w\n".getBytes(StandardCharsets.US_ASCII)));
            String ends = ":%04X ".formatted(desk.address().getPort()) + "\\S+"
                    + ":%04X ".formatted(((InetSocketAddress) client.getLocalAddress()).getPort());
            Pattern keepAlive = Pattern.compile(ends + "01 \\S+ 02:");
            Await.until("its connection is kept alive", () -> {
                try (Stream<String> lines = Files.lines(table)) {
                    return lines.anyMatch(keepAlive.asPredicate());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    @Test
    void whoFollowsMayBeSilentForLongerThanOthers() {
        SessionLimits limits = new SessionLimits(10, Duration.ofSeconds(1));
        List<AdminEndpoint> endpoints =
                List.of(new AdminEndpoint(new InetSocketAddress("127.0.0.1", 0), Level.OPERATOR));
        try (AdminSocket socket = AdminSocket.open(endpoints, limits, desk.managed())) {
            InetSocketAddress address = (InetSocketAddress) socket.addresses().get(0);
            log("kept");
            try (Wire follower = Wire.connect(address).send("show events buf0 -w\n")) {
                Await.until("it follows", () -> {
                    follower.readBytes(1);
                    return follower.received().endsWith(line("kept"));
                });
                try (Wire silent = Wire.connect(address)) {
                    assertThat(silent.readToEnd()).isEmpty();
                }
                log("later");
                expect(follower, line("later"));
            }
        }
    }
}
