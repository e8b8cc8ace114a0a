package org.irilb.server.acme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.irilb.core.LoadBalancer;
import org.irilb.core.config.CertificateFiles;
import org.irilb.core.config.ListenerConfig;
import org.irilb.core.kit.FreePort;
import org.irilb.core.kit.Setup;
import org.irilb.core.tls.CertifiedKey;
import org.irilb.server.admin.Tool;
import org.irilb.server.config.CertbotSettings;
import org.irilb.server.config.Endpoint;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A real certbot gets certificates from a real Pebble through the balancer. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("the port that certbot's Pebble asks") // else its tests would run beside each other
final class CertbotTest {

    private static final int HTTP = FreePort.any();

    @TempDir
    private static Path pebbles;

    private static Pebble pebble;

    @TempDir
    private Path dir;

    @BeforeAll
    static void start() throws IOException {
        Tool.require("certbot");
        pebble = Pebble.start(pebbles, HTTP);
    }

    @AfterAll
    static void end() {
        if (pebble != null) {
            pebble.close();
        }
    }

    private static LoadBalancer balancer() {
        return LoadBalancer.start(Setup.standard()
                .config()
                .with(List.of(new ListenerConfig(Setup.LISTENER, "127.0.0.1", HTTP, false, 100))));
    }

    private void certbot(String... options) throws IOException, InterruptedException {
        Path log = dir.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(
                        "certbot",
                        "certonly",
                        "--non-interactive",
                        "--agree-tos",
                        "--register-unsafely-without-email",
                        "--config-dir",
                        dir.resolve("etc").toString(),
                        "--work-dir",
                        dir.resolve("work").toString(),
                        "--logs-dir",
                        dir.resolve("logs").toString(),
                        "--server",
                        pebble.directory().toString(),
                        "-d",
                        "iota.example")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.command().addAll(List.of(options));
        builder.environment().put("REQUESTS_CA_BUNDLE", pebble.authority().toString());
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(log)).isZero();
    }

    /** As a listener reads it, by the names that certbot switches at each renewal. */
    private CertifiedKey live() throws Exception {
        Path live = dir.resolve("etc/live/iota.example");
        return CertifiedKey.read(
                new CertificateFiles(live.resolve("fullchain.pem"), Optional.of(live.resolve("privkey.pem"))));
    }

    @Test
    void challengesAreServedFromItsWebroot() throws Exception {
        Path webroot = Files.createDirectory(dir.resolve("webroot"));
        CertbotSettings settings = new CertbotSettings(Optional.of(webroot), Optional.empty());
        try (Acme acme = Acme.prepare(Optional.empty(), settings);
                LoadBalancer balancer = balancer()) {
            acme.start(balancer);

            certbot("--webroot", "--webroot-path", webroot.toString());
            assertThat(live().certificate().getIssuerX500Principal().getName()).contains("Pebble");

            CertifiedKey first = live();
            certbot("--webroot", "--webroot-path", webroot.toString(), "--force-renewal");
            assertThat(live().certificate()).isNotEqualTo(first.certificate());
        }
    }

    @Test
    void challengesArePassedToOneThatListensBesideTheBalancer() throws Exception {
        int port = FreePort.any();
        CertbotSettings settings = new CertbotSettings(Optional.empty(), Optional.of(new Endpoint("127.0.0.1", port)));
        try (Acme acme = Acme.prepare(Optional.empty(), settings);
                LoadBalancer balancer = balancer()) {
            acme.start(balancer);

            certbot("--standalone", "--http-01-address", "127.0.0.1", "--http-01-port", Integer.toString(port));

            assertThat(live().certificate().getIssuerX500Principal().getName()).contains("Pebble");
        }
    }
}
