package org.irilb.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.irilb.core.kit.FreePort;
import org.irilb.server.acme.Pebble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The jar has all of the libraries that getting a certificate needs. */
@Execution(ExecutionMode.CONCURRENT)
class AcmeIT {

    @TempDir
    Path dir;

    @Test
    void theProgramGetsItsCertificateByItself() throws IOException {
        int port = FreePort.any();
        try (Pebble pebble = Pebble.start(dir.resolve("pebble"), port)) {
            Files.createDirectories(dir.resolve("config/services"));
            Files.writeString(
                    dir.resolve("config/lb.yml"), """
                    acme: { domains: [iota.example], accept-terms: true, directory: "%s", ca-file: "%s" }
                    listeners:
                      - { name: secure, bind: "127.0.0.1:0", tls: { certificates: [acme/iota.example.pem] } }
                      - { name: plain, bind: "127.0.0.1:%d", redirect: https }
                    admin: { socket: null, web: null }
                    """.formatted(pebble.directory(), pebble.authority(), port));
            try (Launched jar = Launched.start(dir)) {
                jar.await("placeholder, signed by itself");
                jar.await("certificate for \\[iota.example] issued");
                assertThat(jar.err()).isEmpty();
            }
        }
    }
}
