package org.irilb.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.irilb.core.config.NodeConfig;
import org.irilb.core.config.TlsProvider;
import org.irilb.core.config.TlsVersion;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.Issuer;
import org.irilb.core.kit.Rig;
import org.irilb.core.kit.Setup;
import org.irilb.core.kit.TlsSetup;
import org.irilb.core.kit.Wire;
import org.irilb.core.metrics.Counter;
import org.irilb.core.metrics.Counters;
import org.irilb.core.metrics.HandshakeError;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is counted of handshakes with clients, whichever library speaks TLS. */
class HandshakeCountTest {

    private static final String NODE_INFO = "{\"command\":\"getNodeInfo\"}";

    /** Nobody asks it. */
    private static final NodeConfig NODE = Setup.node(1, 1, 1);

    private static final Issuer ISSUER = Issuer.named("handshakes");

    @TempDir
    private Path dir;

    private Path certificate;

    @BeforeEach
    void writeCertificate() {
        certificate = Issuer.write(ISSUER.issue("localhost"), dir, "localhost.pem");
    }

    private TlsSetup tls(TlsProvider provider) {
        return TlsSetup.of(certificate).provider(provider);
    }

    private static Rig start(TlsSetup tls) {
        return Rig.start(tls.config(Setup.standard()), NODE);
    }

    private static Wire connect(Rig rig, SSLContext client, String host, TlsVersion version) {
        try {
            int port = rig.balancer().address(Setup.LISTENER).getPort();
            Socket plain = new Socket(InetAddress.getLoopbackAddress(), port);
            SSLSocket socket = (SSLSocket) client.getSocketFactory().createSocket(plain, host, port, true);
            socket.setEnabledProtocols(new String[] {version.label()});
            return new Wire(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertFails(Wire client) {
        try (client) {
            assertThatThrownBy(() -> client.post(NODE_INFO).readHead()).isInstanceOf(Wire.WireException.class);
        }
    }

    private static Counters counters(Rig rig) {
        return rig.status().listeners().get(0).counters();
    }

    private static void awaitFailure(Rig rig, HandshakeError error) {
        Await.until("it is counted", () -> counters(rig).sum(Counter.TLS_HANDSHAKE_ERRORS) > 0);
        assertThat(Stream.of(HandshakeError.values())
                        .filter(one -> counters(rig).sum(one.counter()) > 0))
                .containsExactly(error);
        assertThat(counters(rig).sum(error.counter())).isEqualTo(1);
        assertThat(counters(rig).sum(Counter.TLS_HANDSHAKE_ERRORS)).isEqualTo(1);
        assertThat(counters(rig).sum(Counter.TLS_HANDSHAKES)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"BORINGSSL, TLS_1_2", "BORINGSSL, TLS_1_3", "JDK, TLS_1_2", "JDK, TLS_1_3"})
    void aSessionThatGoesOnIsCountedAsSuch(TlsProvider provider, TlsVersion version) {
        SSLContext browser = ISSUER.client();
        try (Rig rig = start(tls(provider))) {
            ask(rig, browser, version);
            assertThat(counters(rig).sum(Counter.TLS_RESUMPTIONS)).isZero();
            ask(rig, browser, version);
            ask(rig, ISSUER.client(), version);

            assertThat(counters(rig).sum(Counter.TLS_HANDSHAKES)).isEqualTo(3);
            assertThat(counters(rig).sum(Counter.TLS_RESUMPTIONS)).isEqualTo(1);
            assertThat(counters(rig).sum(Counter.TLS_HANDSHAKE_ERRORS)).isZero();
        }
    }

    /** Its session is older than what follows, by the clock. */
    private static void ask(Rig rig, SSLContext client, TlsVersion version) {
        try (Wire wire = connect(rig, client, "localhost", version)) {
            assertThat(wire.post("{}").read().status()).isEqualTo(400);
        }
        long end = System.currentTimeMillis();
        Await.until("the clock has gone on", () -> System.currentTimeMillis() > end);
    }

    @ParameterizedTest
    @EnumSource(names = {"BORINGSSL", "JDK"})
    void aClientThatGoesAwayIsCounted(TlsProvider provider) {
        try (Rig rig = start(tls(provider))) {
            rig.client().hangUp();

            awaitFailure(rig, HandshakeError.CLOSED);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"BORINGSSL", "JDK"})
    void aClientThatTakesTooLongIsCounted(TlsProvider provider) {
        Setup hasty = Setup.standard().withRequestTimeout(Duration.ofMillis(100));
        try (Rig rig = Rig.start(tls(provider).config(hasty), NODE);
                Wire slow = rig.client()) {
            assertThat(slow.readToEnd()).isEmpty();

            awaitFailure(rig, HandshakeError.TIMEOUT);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"BORINGSSL", "JDK"})
    void aClientThatSpeaksNoTlsIsCounted(TlsProvider provider) {
        try (Rig rig = start(tls(provider));
                Wire plain = rig.client()) {
            plain.post(NODE_INFO).readToEnd();

            awaitFailure(rig, HandshakeError.NOT_TLS);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"BORINGSSL", "JDK"})
    void aClientThatAsksForAnotherNameIsCounted(TlsProvider provider) {
        try (Rig rig = start(tls(provider).strictSni())) {
            assertFails(connect(rig, ISSUER.client(), "other.example", TlsVersion.TLS_1_3));

            awaitFailure(rig, HandshakeError.UNKNOWN_NAME);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"BORINGSSL", "JDK"})
    void aClientThatIsTooOldIsCounted(TlsProvider provider) {
        try (Rig rig = start(tls(provider).minVersion(TlsVersion.TLS_1_3))) {
            assertFails(connect(rig, ISSUER.client(), "localhost", TlsVersion.TLS_1_2));

            awaitFailure(rig, HandshakeError.UNSUPPORTED);
        }
    }

    @ParameterizedTest
    @CsvSource({"BORINGSSL, TLS_1_2", "BORINGSSL, TLS_1_3", "JDK, TLS_1_2", "JDK, TLS_1_3"})
    void aClientThatHasNoCertificateIsCounted(TlsProvider provider, TlsVersion version) {
        Path authority = ISSUER.writeOwn(dir, "ca.pem");
        try (Rig rig = start(tls(provider).clientCertificates(true, authority))) {
            assertFails(connect(rig, ISSUER.client(), "localhost", version));

            awaitFailure(rig, HandshakeError.CLIENT_CERTIFICATE);
        }
    }

    @ParameterizedTest
    @CsvSource({"BORINGSSL, TLS_1_2", "BORINGSSL, TLS_1_3", "JDK, TLS_1_2", "JDK, TLS_1_3"})
    void aClientThatDoesNotBelieveUsIsCounted(TlsProvider provider, TlsVersion version) {
        try (Rig rig = start(tls(provider))) {
            assertFails(connect(rig, Issuer.named("somebody else").client(), "localhost", version));

            awaitFailure(rig, HandshakeError.REFUSED);
        }
    }

    /** An empty ClientHello. */
    @ParameterizedTest
    @EnumSource(names = {"BORINGSSL", "JDK"})
    void aClientThatDoesNotKeepToTheProtocolIsCounted(TlsProvider provider) {
        try (Rig rig = start(tls(provider));
                Wire broken = rig.client()) {
            broken.send(new byte[] {22, 3, 1, 0, 4, 1, 0, 0, 0}).readToEnd();

            awaitFailure(rig, HandshakeError.PROTOCOL);
        }
    }
}
