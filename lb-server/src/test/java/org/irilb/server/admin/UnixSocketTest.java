package org.irilb.server.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.irilb.server.admin.socket.AdminEndpoint;
import org.irilb.server.config.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
final class UnixSocketTest {

    @TempDir
    private Path directory;

    private Path path;
    private Desk desk;

    @BeforeEach
    void start() {
        path = directory.resolve("admin.sock");
        desk = Desk.open();
    }

    @AfterEach
    void stop() {
        desk.close();
    }

    private AdminSocket open(Level level) {
        AdminEndpoint tcp = new AdminEndpoint(new InetSocketAddress("127.0.0.1", 0), Level.ADMIN);
        AdminEndpoint unix = new AdminEndpoint(UnixDomainSocketAddress.of(path), level);
        return AdminSocket.open(List.of(tcp, unix), desk.managed());
    }

    private String ask(String line) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            channel.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
            channel.shutdownOutput();
            ByteBuffer answer = ByteBuffer.allocate(64 * 1024);
            while (channel.read(answer) >= 0) {
                // until it ends
            }
            return new String(answer.array(), 0, answer.position(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void itAnswersItsOwnerOnlyWithItsOwnLevel() throws IOException {
        try (AdminSocket socket = open(Level.USER)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .isEqualTo("rw-------");
            assertThat(ask("show cli level")).isEqualTo("user\n\n");
            assertThat(ask("show env")).isEqualTo("Permission denied\n\n");
            int port = ((InetSocketAddress) socket.addresses().get(0)).getPort();
            assertThat(ask("show cli sockets"))
                    .isEqualTo("# socket lvl processes\nipv4@127.0.0.1:" + port + " admin all\nunix@" + path
                            + " user all\n\n");
        }
    }

    @Test
    void nothingIsLeftOfItInTheEnd() throws IOException {
        open(Level.ADMIN).close();
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void whatAProcessThatEndedHasLeftIsReplaced() throws IOException {
        ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(path))
                .close();
        assertThat(path).exists();
        try (AdminSocket socket = open(Level.ADMIN)) {
            assertThat(socket.addresses()).contains(UnixDomainSocketAddress.of(path));
            assertThat(ask("show cli level")).isEqualTo("admin\n\n");
        }
    }

    @Test
    void oneThatIsInUseIsLeftAlone() throws IOException {
        try (AdminSocket first = open(Level.ADMIN)) {
            assertThatThrownBy(() -> open(Level.ADMIN))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("admin.socket: cannot listen on " + path)
                    .hasMessageContaining("in use");
            assertThat(first.addresses()).hasSize(2);
            assertThat(ask("show cli level")).isEqualTo("admin\n\n");
        }
    }

    @Test
    void oneThatIsInUseIsLeftAloneHoweverManyWaitForIt() throws IOException {
        int backlog = 1;
        List<SocketChannel> waiting = new ArrayList<>();
        try (ServerSocketChannel busy = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            busy.bind(UnixDomainSocketAddress.of(path), backlog);
            assertThatThrownBy(() -> {
                        while (true) {
                            SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX);
                            waiting.add(client);
                            client.configureBlocking(false);
                            client.connect(UnixDomainSocketAddress.of(path));
                        }
                    })
                    .isInstanceOf(SocketException.class);
            assertThatThrownBy(() -> open(Level.ADMIN)).hasMessageContaining("may be in use");
            assertThat(path).exists();
        } finally {
            for (SocketChannel client : waiting) {
                client.close();
            }
        }
    }

    @Test
    void oneThatHasTakenItsPathMeanwhileIsLeftAlone() throws IOException {
        AdminSocket removed = open(Level.ADMIN);
        Files.delete(path);
        try (AdminSocket next = open(Level.USER)) {
            removed.close();
            assertThat(next.addresses()).contains(UnixDomainSocketAddress.of(path));
            assertThat(ask("show cli level")).isEqualTo("user\n\n");
        }
        assertThat(path).doesNotExist();
    }

    @Test
    void oneWhoseFileWasRemovedEndsAllTheSame() throws IOException {
        AdminSocket socket = open(Level.ADMIN);
        InetSocketAddress tcp = (InetSocketAddress) socket.addresses().get(0);
        Files.delete(path);
        socket.close();
        assertThatThrownBy(() -> SocketChannel.open(tcp)).isInstanceOf(ConnectException.class);
    }

    @Test
    void oneWhoseFileCannotBeRemovedKeepsNoOtherFromIt() throws IOException {
        Path lost = Files.createDirectory(directory.resolve("lost"));
        AdminSocket socket = AdminSocket.open(
                List.of(
                        new AdminEndpoint(UnixDomainSocketAddress.of(lost.resolve("admin.sock")), Level.ADMIN),
                        new AdminEndpoint(UnixDomainSocketAddress.of(path), Level.ADMIN)),
                desk.managed());
        Files.move(lost, directory.resolve("elsewhere"));
        Files.writeString(lost, "no directory any more");

        socket.close();

        assertThat(path).doesNotExist();
    }

    @Test
    void aFileIsNeverReplaced() throws IOException {
        Files.writeString(path, "precious");
        assertThatThrownBy(() -> open(Level.ADMIN))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("there is something else (expected: nothing, or a socket)");
        assertThat(path).hasContent("precious");
    }

    @Test
    void whatIsNoFileIsNotReplacedEither() throws Exception {
        assertThat(new ProcessBuilder("mkfifo", path.toString()).start().waitFor())
                .isZero();
        assertThatThrownBy(() -> open(Level.ADMIN)).hasMessageContaining("there is something else");
        assertThat(path).exists();
    }

    @Test
    void theRootIsNoPlaceForOne() {
        path = Path.of("/");
        assertThatThrownBy(() -> open(Level.ADMIN))
                .hasMessage(
                        "admin.socket: cannot listen on /: there is something else (expected: nothing, or a socket)");
    }

    @Test
    void aDirectoryThatIsMissingIsNamed() {
        Path missing = directory.resolve("missing");
        path = missing.resolve("admin");
        assertThatThrownBy(() -> open(Level.ADMIN))
                .hasMessage("admin.socket: cannot listen on " + path + ": there is no directory " + missing);
    }
}
