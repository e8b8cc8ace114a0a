package org.irilb.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.irilb.core.kit.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JarIT {

    private static final String LISTENS = "iri_front listens on 127\\.0\\.0\\.1:(\\d+)";
    private static final String ANY_PORTS = """
            listeners: [{ name: iri_front, bind: "127.0.0.1:0" }]
            admin: { socket: null }
            """;

    @TempDir
    Path dir;

    private void config(String yaml) throws IOException {
        Files.createDirectories(dir.resolve("config/services"));
        Files.writeString(dir.resolve("config/lb.yml"), yaml);
    }

    private static InetSocketAddress address(String port) {
        return new InetSocketAddress("127.0.0.1", Integer.parseInt(port));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT"})
    void aSignalEndsItInOrder(String signal) throws IOException {
        config(ANY_PORTS);
        try (Launched jar = Launched.start(dir)) {
            InetSocketAddress address = address(jar.await(LISTENS));
            try (Wire client = Wire.connect(address)) {
                assertThat(client.post("{\"command\":\"getNodeInfo\"}")
                                .readAnswer()
                                .status())
                        .isEqualTo(503);

                jar.signal(signal);

                assertThat(client.isEnded()).isTrue();
                assertThat(jar.exitCode()).isZero();
            }
            assertThat(jar.out()).contains("stopping: SIG" + signal).endsWith("stopped\n");
            assertThat(jar.err()).isEmpty();
            assertThatThrownBy(() -> new Socket(address.getAddress(), address.getPort()).close())
                    .isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void aTakenPortIsOneLineAndExitCode1() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String address = "127.0.0.1:" + taken.getLocalPort();
            config("listeners: [{ name: a, bind: '" + address + "' }]\n");
            try (Launched jar = Launched.start(dir, "run")) {
                assertThat(jar.exitCode()).isEqualTo(1);
                assertThat(jar.err()).matches("cannot listen on " + address + ": .*Address already in use\n");
                assertThat(jar.out()).isEmpty();
            }
        }
    }

    @Test
    void aWrongFlagIsExitCode2() {
        try (Launched jar = Launched.start(dir, "run", "--fast")) {
            assertThat(jar.exitCode()).isEqualTo(2);
            assertThat(jar.err()).isEqualTo("run: Unknown option: '--fast'\nsee lb-server run --help\n");
        }
    }

    @Test
    void itTellsItsVersion() {
        try (Launched jar = Launched.start(dir, "--version")) {
            assertThat(jar.exitCode()).isZero();
            assertThat(jar.out()).matches("iri-lb \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?, Java \\S+\n");
        }
    }
}
