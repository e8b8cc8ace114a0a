package org.irilb.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.pkitesting.X509Bundle;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import org.irilb.core.config.AddressBlock;
import org.irilb.core.config.ApplicationProtocol;
import org.irilb.core.config.Http2Config;
import org.irilb.core.config.ListenerConfig;
import org.irilb.core.config.NodeConfig;
import org.irilb.core.config.TransportChoice;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.Issuer;
import org.irilb.core.kit.OnEachTransport;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Rig;
import org.irilb.core.kit.Setup;
import org.irilb.core.kit.TlsSetup;
import org.irilb.core.kit.Wire;
import org.irilb.core.metrics.Counter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Execution(ExecutionMode.CONCURRENT)
class TlsTest {

    private static final String NODE_INFO = "{\"command\":\"getNodeInfo\"}";

    /** Nobody asks it. */
    private static final NodeConfig NODE = Setup.node(1, 1, 1);

    private static final Issuer ISSUER = Issuer.named("tls");
    private static final X509Bundle LOCALHOST = ISSUER.issue("localhost");
    private static final SSLContext CLIENT = ISSUER.client();

    @TempDir
    private Path dir;

    private TlsSetup tls;

    @BeforeEach
    void writeCertificate() {
        tls = TlsSetup.of(Issuer.write(LOCALHOST, dir, "localhost.pem"));
    }

    private static Wire connect(Rig rig) {
        return Wire.connect(rig.balancer().address(Setup.LISTENER), CLIENT, "localhost");
    }

    private static long counted(Rig rig, Counter counter) {
        return rig.status().listeners().get(0).counters().sum(counter);
    }

    @OnEachTransport
    void requestsAreServedOneAfterTheOther(TransportChoice transport) {
        try (Origin node = Origin.answering("{\"duration\":1}");
                Rig rig = Rig.start(tls.config(Setup.standard().with(transport)), Setup.node(node.port(), 1, 10))) {
            try (Wire client = connect(rig)) {
                for (int i = 0; i < 3; i++) {
                    assertThat(client.post(NODE_INFO).read().body()).isEqualTo("{\"duration\":1}");
                }
            }
            rig.awaitQuiet(node);

            assertThat(node.requests())
                    .hasSize(3)
                    .allSatisfy(request ->
                            assertThat(request.fields("X-Forwarded-Proto")).containsExactly("https"));
            assertThat(counted(rig, Counter.TLS_HANDSHAKES)).isEqualTo(1);
            assertThat(counted(rig, Counter.TLS_HANDSHAKE_ERRORS)).isZero();
        }
    }

    /** A node is read as fast as its client reads, and no faster. */
    @OnEachTransport
    void aLargeAnswerWaitsForItsClient(TransportChoice transport) {
        int size = 24 << 20; // three times what the system takes for a client that reads nothing
        AtomicLong sent = new AtomicLong();
        try (Origin node = Origin.playing((wire, origin) -> {
                    origin.next(wire);
                    wire.send("HTTP/1.1 200 OK\r\nContent-Length: " + size + "\r\n\r\n");
                    byte[] part = new byte[1 << 16];
                    for (int left = size; left > 0; left -= part.length) {
                        wire.send(part);
                        sent.addAndGet(part.length);
                    }
                    origin.done();
                    origin.awaitGo();
                });
                Rig rig = Rig.start(tls.config(Setup.standard().with(transport)), Setup.node(node.port(), 1, 10));
                Wire client = connect(rig)) {
            client.post(NODE_INFO).readHead();
            Await.standstill("the node stands still", sent::get);
            assertThat(sent.get()).isLessThan(size);

            assertThat(client.skip(size)).isEqualTo(size);
            node.goOn();
        }
    }

    @OnEachTransport
    void aLargeRequestReachesItsNode(TransportChoice transport) {
        try (Origin node = Origin.answering("1");
                Rig rig = Rig.start(
                        tls.config(Setup.standard().with(transport).configWithoutCommands()),
                        Setup.node(node.port(), 1, 10));
                Wire client = connect(rig)) {
            String body = "x".repeat(3 << 20);

            assertThat(client.post(body).read().status()).isEqualTo(200);
            assertThat(node.requests().get(0).body()).isEqualTo(body);
        }
    }

    /** Only an end that was taken leave for is one; a client must not take a part for the whole. */
    @OnEachTransport
    void anAnswerThatIsBrokenOffDoesNotEndInOrder(TransportChoice transport) {
        try (Origin node = Origin.playing((wire, origin) -> {
                    origin.next(wire);
                    origin.done();
                    wire.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
                });
                Rig rig = Rig.start(tls.config(Setup.standard().with(transport)), Setup.node(node.port(), 1, 10));
                Wire client = connect(rig)) {
            client.post(NODE_INFO).readHead();

            assertThat(client.isReset()).isTrue();
        }
    }

    @OnEachTransport
    void anAnswerThatIsTheLastEndsInOrder(TransportChoice transport) {
        try (Origin node = Origin.playing((wire, origin) -> {
                    origin.next(wire);
                    origin.done();
                    wire.send("HTTP/1.1 200 OK\r\n\r\nall of it");
                });
                Rig rig = Rig.start(tls.config(Setup.standard().with(transport)), Setup.node(node.port(), 1, 10));
                Wire client = connect(rig)) {
            client.send(Wire.request(NODE_INFO).replace("HTTP/1.1", "HTTP/1.0"));
            assertThat(client.readHead().status()).isEqualTo(200);

            assertThat(client.readBytes(9)).isEqualTo("all of it");
            assertThat(client.isReset()).isFalse();
        }
    }

    /** What is left of a refused request is thrown away, so that no reset loses the client the answer. */
    @OnEachTransport
    void aRefusedClientGetsItsAnswerThoughItSendsOn(TransportChoice transport) {
        try (Rig rig = Rig.start(tls.config(Setup.standard().with(transport).withMaxBody(1000)), NODE);
                Wire client = connect(rig)) {
            client.send("POST / HTTP/1.1\r\nHost: lb\r\nContent-Length: 100000\r\n\r\n" + "x".repeat(10_000));

            assertThat(client.readHead().status()).isEqualTo(413);
            assertThat(client.isReset()).isFalse();
            Await.until("the connection has ended", () -> rig.status().currentConnections() == 0);
        }
    }

    @Test
    void aHandshakeHasTheTimeOfARequest() {
        Setup hasty = Setup.standard().withRequestTimeout(Duration.ofMillis(200));
        try (Rig rig = Rig.start(tls.config(hasty), NODE);
                Wire silent = rig.client();
                Wire slow = rig.client()) {
            slow.send(new byte[] {22, 3, 1, 2, 0, 1});

            assertThat(silent.readToEnd()).isEmpty();
            assertThat(slow.readToEnd()).isEmpty();
            Await.until("both are counted", () -> counted(rig, Counter.TLS_HANDSHAKE_ERRORS) == 2);
            assertThat(counted(rig, Counter.REQUEST_ERRORS)).isZero();
        }
    }

    @OnEachTransport
    void whoeverSpeaksNoTlsIsTurnedAway(TransportChoice transport) {
        try (Rig rig = Rig.start(tls.config(Setup.standard().with(transport)), NODE);
                Wire plain = rig.client();
                Wire half = rig.client();
                Wire gone = rig.client()) {
            plain.post(NODE_INFO);
            half.send(new byte[] {22, 3, 1, 0, 100}).endOutput();
            gone.hangUp();

            assertThat(plain.readToEnd()).doesNotContain("HTTP");
            assertThat(half.readToEnd()).isEmpty();
            Await.until("all are counted", () -> counted(rig, Counter.TLS_HANDSHAKE_ERRORS) == 3);
            assertThat(counted(rig, Counter.REQUEST_ERRORS)).isZero();
            Await.until("all have gone", () -> rig.status().currentConnections() == 0);
        }
    }

    /** An empty ClientHello: the engine finds what is wrong, says so and ends the connection. */
    @OnEachTransport
    void aHandshakeThatFailsEndsTheConnection(TransportChoice transport) {
        try (Rig rig = Rig.start(tls.config(Setup.standard().with(transport)), NODE);
                Wire broken = rig.client()) {
            broken.send(new byte[] {22, 3, 1, 0, 4, 1, 0, 0, 0});

            assertThat(broken.readToEnd()).as("an alert").startsWith("\u0015\u0003");
            Await.until("it is counted", () -> counted(rig, Counter.TLS_HANDSHAKE_ERRORS) == 1);
            Await.until("it has gone", () -> rig.status().currentConnections() == 0);
        }
    }

    @OnEachTransport
    void whatTheProxyInFrontSaysComesBeforeTls(TransportChoice transport) {
        ListenerConfig proxied = new ListenerConfig(
                Setup.LISTENER,
                "127.0.0.1",
                0,
                true,
                10,
                Http2Config.STANDARD,
                Optional.of(tls.tls()),
                Optional.empty());
        try (Origin node = Origin.answering("1");
                Rig rig = Rig.start(
                        Setup.standard().with(transport).config().with(List.of(proxied)),
                        Setup.node(node.port(), 1, 10));
                Wire client = rig.client()) {
            client.send("PROXY TCP4 192.0.2.9 192.0.2.1 5000 443\r\n");
            try (Wire secure = client.over(CLIENT, "localhost")) {
                assertThat(secure.post(NODE_INFO).read().body()).isEqualTo("1");
            }
            assertThat(node.requests().get(0).field("X-Forwarded-For")).contains("192.0.2.9");
            assertThat(node.requests().get(0).field("X-Forwarded-Proto")).contains("https");
        }
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, https, https", "127.0.0.1, HTTP, http", "127.0.0.1, ftp, http", "10.0.0.1, https, http"})
    void onlyATrustedProxySaysHowItsClientIsConnected(String trusted, String said, String told) throws Exception {
        Setup setup = Setup.standard();
        try (Origin node = Origin.answering("1");
                Rig rig = Rig.start(
                        setup.with(setup.rules()
                                .withTrustedProxies(List.of(AddressBlock.of(InetAddress.getByName(trusted))))),
                        Setup.node(node.port(), 1, 10));
                Wire client = rig.client()) {
            client.send(
                    Wire.request(NODE_INFO).replace("Host: lb\r\n", "Host: lb\r\nX-Forwarded-Proto: " + said + "\r\n"));

            assertThat(client.read().status()).isEqualTo(200);
            assertThat(node.requests().get(0).fields("X-Forwarded-Proto")).containsExactly(told);
        }
    }

    @OnEachTransport
    void everyAnswerCarriesTheConfiguredFields(TransportChoice transport) {
        TlsSetup fixed = tls.responseHeaders(Map.of("X-Frame-Options", "DENY"));
        try (Origin node = Origin.playing((wire, origin) -> {
                    origin.next(wire);
                    origin.done();
                    wire.send("HTTP/1.1 200 OK\r\nx-frame-options: SAMEORIGIN\r\nContent-Length: 1\r\n\r\n1");
                });
                Rig rig = Rig.start(fixed.config(Setup.standard().with(transport)), Setup.node(node.port(), 1, 10))) {
            try (Wire client = connect(rig)) {
                assertThat(client.post(NODE_INFO).read().fields("X-Frame-Options"))
                        .as("a node's")
                        .containsExactly("DENY");
                assertThat(client.post("{}").read().fields("X-Frame-Options"))
                        .as("a refusal")
                        .containsExactly("DENY");
                assertThat(client.send("nonsense\r\n\r\n").read().fields("X-Frame-Options"))
                        .as("of a request that can't be understood")
                        .containsExactly("DENY");
            }
            rig.nodes();
            try (Wire client = connect(rig)) {
                assertThat(client.post(NODE_INFO).read().fields("X-Frame-Options"))
                        .as("without a node")
                        .containsExactly("DENY");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET /a?b HTTP/1.1, Host: x.example:80, 443, 301, https://x.example/a?b",
        "HEAD / HTTP/1.1, Host: x.example, 443, 301, https://x.example/",
        "POST / HTTP/1.1, Host: [::1]:80, 14267, 308, https://[::1]:14267/",
        "POST http://y.example HTTP/1.1, Host: y.example, 443, 308, https://y.example/",
        "GET http://y.example?q HTTP/1.1, Host: y.example, 443, 301, https://y.example/?q",
        "OPTIONS * HTTP/1.1, Host: x.example, 443, 308, https://x.example/",
        "GET / HTTP/1.0, Host: x.example, 443, 301, https://x.example/",
        "GET / HTTP/1.0, X: y, 443, 400, "
    })
    void plainHttpIsSentToHttps(String line, String host, int port, int status, String location) {
        ListenerConfig redirecting = new ListenerConfig(
                Setup.LISTENER, "127.0.0.1", 0, false, 10, Http2Config.STANDARD, Optional.empty(), Optional.of(port));
        try (Rig rig = Rig.start(Setup.standard().config().with(List.of(redirecting)), NODE);
                Wire client = rig.client()) {
            client.send(line + "\r\n" + host + "\r\nContent-Length: 0\r\n\r\n");

            Wire.Message answer = client.readHead();
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.field("Location")).isEqualTo(Optional.ofNullable(location));
        }
    }

    @Test
    void whoeverTakesLeaveIsGone() {
        try (Origin node = Origin.holding("1");
                Rig rig = Rig.start(tls.config(Setup.standard()), Setup.node(node.port(), 1, 10));
                Wire client = connect(rig)) {
            client.post(NODE_INFO);
            Await.until("the node has it", () -> rig.inFlight() == 1);
            client.endOutput();

            Await.until("it was broken off", () -> rig.inFlight() == 0);
            assertThat(rig.counted(Counter.CLIENT_ABORTS)).isEqualTo(1);
        }
    }

    @Test
    void aDrainingBalancerEndsConnectionsInOrder() throws Exception {
        try (Origin node = Origin.answering("1");
                Rig rig = Rig.start(tls.config(Setup.standard()), Setup.node(node.port(), 1, 10));
                Wire idle = connect(rig);
                Wire early = rig.client()) {
            assertThat(idle.post(NODE_INFO).read().status()).isEqualTo(200);
            Await.until("both are there", () -> rig.status().currentConnections() == 2);

            assertThat(rig.balancer().drain(Duration.ofMinutes(1))).isZero();
            assertThat(idle.isReset()).isFalse();
            assertThat(early.readToEnd()).isEmpty();
        }
    }

    @Test
    void aCertificateThatCannotBeUsedKeepsItFromStarting() {
        Path gone = dir.resolve("gone.pem");
        assertThatThrownBy(() -> Rig.start(TlsSetup.of(gone).config(Setup.standard()), NODE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("iri_front: " + gone + ": no such file");
    }

    @Test
    void protocolsAreThoseThatWereConfigured() throws Exception {
        TlsSetup one = tls.alpn(ApplicationProtocol.HTTP_1_1);
        try (Rig rig = Rig.start(one.config(Setup.standard()), NODE);
                Wire client = connect(rig)) {
            assertThat(client.post(NODE_INFO).read().status()).isEqualTo(503);
        }
    }
}
