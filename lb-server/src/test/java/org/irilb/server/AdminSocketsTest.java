package org.irilb.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.irilb.server.config.ConfigFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AdminSocketsTest {

    @TempDir
    private Path dir;

    private final Parts parts = new Parts();

    @AfterEach
    void close() {
        parts.close();
    }

    @Test
    void eachSocketHasItsLevel() throws Exception {
        Files.createDirectory(dir.resolve("services"));
        Path config = Files.writeString(dir.resolve("lb.yml"), """
                listeners: [{ name: iri_front, bind: "127.0.0.1:0" }]
                nodes: { directory: services }
                admin: { socket: null, unix-socket: admin, web: null,
                         sockets: [{ path: monitor, mode: 666 }, { path: desk, level: operator }] }
                workers: 1
                """);
        parts.add(new InfoLogged());
        try (Server server = Server.start(ConfigFile.read(config, Map.of()).settings())) {
            server.announce();
            assertThat(ask("admin", "show cli level")).isEqualTo("admin\n\n");
            assertThat(ask("monitor", "show cli level")).isEqualTo("user\n\n");
            assertThat(ask("desk", "show cli level")).isEqualTo("operator\n\n");
            assertThat(ask("monitor", "disable frontend iri_front")).isEqualTo("Permission denied\n\n");
            assertThat(ask("desk", "clear counters")).isEqualTo("\n");
            assertThat(ask("monitor", "show stat")).contains("iri_front,FRONTEND,", ",OPEN,");
            assertThat(ask("desk", "show startup-logs"))
                    .contains("INFO nodes come from ", "INFO iri_front listens on ");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dir.resolve("monitor"))))
                    .isEqualTo("rw-rw-rw-");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dir.resolve("desk"))))
                    .isEqualTo("rw-------");
        }
        assertThat(dir.resolve("monitor")).doesNotExist();
    }

    private String ask(String socket, String command) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(dir.resolve(socket)))) {
            channel.write(ByteBuffer.wrap((command + "\n").getBytes(StandardCharsets.UTF_8)));
            channel.shutdownOutput();
            return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
