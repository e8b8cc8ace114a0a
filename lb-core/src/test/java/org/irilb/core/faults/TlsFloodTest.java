package org.irilb.core.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.handler.ssl.OpenSsl;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import org.irilb.core.config.AbuseConfig;
import org.irilb.core.config.NodeConfig;
import org.irilb.core.config.Rate;
import org.irilb.core.config.TlsProvider;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.Issuer;
import org.irilb.core.kit.Rig;
import org.irilb.core.kit.Setup;
import org.irilb.core.kit.TlsSetup;
import org.irilb.core.metrics.Counter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that have the balancer compute much over TLS. */
final class TlsFloodTest {

    private static final String ATTACKER = "127.0.0.77";
    private static final Issuer ISSUER = Issuer.named("floods");
    private static final X509Bundle LOCALHOST = ISSUER.issue("localhost");

    /** Nobody asks it. */
    private static final NodeConfig NODE = Setup.node(1, 1, 1);

    @TempDir
    private Path dir;

    private TlsSetup tls;

    @BeforeEach
    void writeCertificate() {
        tls = TlsSetup.of(Issuer.write(LOCALHOST, dir, "localhost.pem"));
    }

    private static AbuseConfig connections(int allowed) {
        return new AbuseConfig(
                Optional.empty(),
                Optional.of(new Rate(allowed, Duration.ofMinutes(5))),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Duration.ofMinutes(5),
                AbuseConfig.Manner.DENY,
                Duration.ofSeconds(10),
                Optional.empty(),
                100);
    }

    private static SSLSocket connect(Rig rig, String from) throws IOException {
        int port = rig.balancer().address(Setup.LISTENER).getPort();
        SSLSocket socket = (SSLSocket) ISSUER.client()
                .getSocketFactory()
                .createSocket(InetAddress.getByName("127.0.0.1"), port, InetAddress.getByName(from), 0);
        socket.setSoTimeout(10_000);
        socket.setEnabledProtocols(new String[] {"TLSv1.3"});
        socket.startHandshake();
        return socket;
    }

    @Test
    void aSourceOfTooManyConnectionsIsSentAwayBeforeItsHandshake() throws IOException {
        int allowed = 5;
        try (Rig rig = Rig.start(tls.config(Setup.standard().with(connections(allowed))), NODE)) {
            for (int i = 0; i <= allowed; i++) { // the last one is yet to be told
                connect(rig, ATTACKER).close();
            }
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> connect(rig, ATTACKER)).isInstanceOf(IOException.class);
            }
            Await.until("all are sent away", () -> rig.heard(Counter.DENIED_CONNECTIONS) == 3);
            assertThat(rig.heard(Counter.TLS_HANDSHAKES)).isEqualTo(allowed + 1);
            assertThat(rig.heard(Counter.TLS_HANDSHAKE_ERRORS)).isZero();
            connect(rig, "127.0.0.1").close();
        }
    }

    /** BoringSSL bears 32 changes without data between them. */
    @Test
    void aClientThatChangesItsKeysAgainAndAgainIsCutOff() throws IOException {
        assumeTrue(OpenSsl.isAvailable(), "BoringSSL doesn't work on this machine");
        try (Rig rig = Rig.start(tls.provider(TlsProvider.BORINGSSL).config(Setup.standard()), NODE);
                SSLSocket attacker = connect(rig, ATTACKER)) {
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 100_000; i++) {
                            attacker.startHandshake(); // the JDK's way to change keys once there are some
                        }
                        throw new AssertionError("nobody minded");
                    })
                    .isInstanceOf(IOException.class);
            Await.until("it is cut off", () -> rig.status().currentConnections() == 0);
            connect(rig, "127.0.0.1").close();
        }
    }
}
