package org.irilb.server.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.irilb.core.config.BalancerConfig;
import org.irilb.core.config.NodeConfig;
import org.irilb.core.config.NodeTlsConfig;
import org.irilb.core.config.PowRole;
import org.irilb.core.config.Scheme;
import org.irilb.core.config.ServiceState;
import org.irilb.core.config.TlsProvider;
import org.irilb.core.config.TransportChoice;
import org.irilb.core.config.Zone;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.Issuer;
import org.irilb.core.kit.OnEachTransport;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Rig;
import org.irilb.core.kit.Setup;
import org.irilb.core.kit.Warnings;
import org.irilb.core.kit.Wire;
import org.irilb.core.metrics.Counter;
import org.irilb.health.check.CheckResult;
import org.irilb.health.check.CheckStatus;
import org.irilb.health.check.InfoCheck;
import org.irilb.health.check.Target;
import org.irilb.health.check.TcpCheck;
import org.irilb.health.probe.Prober;
import org.irilb.server.admin.Tool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Nodes behind nginx, with certificates of every kind; over both libraries that speak TLS. */
@ParameterizedClass
@EnumSource(
        value = TlsProvider.class,
        names = {"AUTO", "JDK"})
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("the files of nodes over TLS") // else its tests would run beside each other
final class NodesOverTlsTest {

    private static final String ADDRESS = "127.0.0.1";
    private static final String NODE_INFO = "{\"command\":\"getNodeInfo\"}";
    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");
    private static final Instant LONG_HENCE = Instant.parse("2120-01-01T00:00:00Z");

    @Parameter
    private TlsProvider provider;

    @TempDir
    private static Path home;

    private static Path known;
    private static Nginx nginx;

    @BeforeAll
    static void start() throws Exception {
        Tool.require("nginx");
        Issuer authority = Issuer.named("test-authority");
        Issuer clients = Issuer.named("client-authority");
        known = authority.writeOwn(home, "known.pem");
        Path clientsOwn = clients.writeOwn(home, "clients.pem");
        Path own = Files.createDirectory(home.resolve("own"));
        Issuer.write(clients.issue("one"), own, "one.pem");
        Issuer.write(clients.issue("two", draft -> draft.rsa2048()), own, "two.pem");
        Path good = write(authority.issue("localhost", draft -> draft.addSanIpAddress(ADDRESS)), "good");
        String wanted = "ssl_client_certificate " + clientsOwn + "; ssl_verify_client on;";
        nginx = new Nginx(home)
                .with("good", good)
                .with("old-protocol", good, "ssl_protocols TLSv1.2;")
                .with("wants-certificate", good, wanted)
                .with("wants-certificate-early", good, wanted, "ssl_protocols TLSv1.2;")
                .with("expired", write(authority.issue("a", draft -> valid(draft, LONG_AGO)), "expired"))
                .with("not-yet", write(authority.issue("a", draft -> valid(draft, LONG_HENCE)), "not-yet"))
                .with(
                        "wrong-name",
                        write(
                                authority.issue("other.example", draft -> draft.addSanIpAddress("127.0.0.2")),
                                "wrong-name"))
                .with("name-only", write(authority.issue("localhost"), "name-only"))
                .with("self-signed", write(selfSigned(), "self-signed"))
                .with("stranger", write(clients.issue("a", draft -> draft.addSanIpAddress(ADDRESS)), "stranger"))
                .start();
    }

    private static Path write(X509Bundle issued, String name) {
        return Issuer.write(issued, home, name);
    }

    private static CertificateBuilder valid(CertificateBuilder draft, Instant from) {
        return draft.addSanIpAddress(ADDRESS).notBefore(from).notAfter(from.plus(Duration.ofDays(90)));
    }

    private static X509Bundle selfSigned() throws Exception {
        return new CertificateBuilder()
                .subject("CN=self")
                .addSanIpAddress(ADDRESS)
                .ecp256()
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
    }

    @AfterAll
    static void end() throws Exception {
        if (nginx != null) {
            nginx.close();
        }
    }

    private NodeTlsConfig trusting(Path authorities) {
        return new NodeTlsConfig(
                Optional.of(authorities),
                Optional.empty(),
                Optional.empty(),
                Optional.of(home.resolve("own")),
                provider);
    }

    /** Knows no authorities but those of the JVM. */
    private NodeTlsConfig standard() {
        return new NodeTlsConfig(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), provider);
    }

    private static NodeConfig node(String name) {
        return node(name, ADDRESS, true, "");
    }

    private static NodeConfig node(String name, String host, boolean verify, String certificate) {
        return new NodeConfig(
                name,
                host,
                nginx.port(name),
                Scheme.HTTPS,
                verify,
                certificate,
                0,
                1,
                100,
                100,
                PowRole.ALSO,
                ServiceState.READY,
                "",
                Zone.ONLY);
    }

    private static Rig rig(NodeTlsConfig tls, NodeConfig... nodes) {
        return rig(Setup.standard(), tls, nodes);
    }

    private static Rig rig(Setup setup, NodeTlsConfig tls, NodeConfig... nodes) {
        BalancerConfig config = setup.withWorkers(1).withRetries(0).config().with(tls);
        return Rig.start(config, nodes);
    }

    private static Wire.Message ask(Rig rig) {
        try (Wire client = rig.client()) {
            return client.post(NODE_INFO).readAnswer();
        }
    }

    /** As the balancer's own checks ask it. */
    private static CheckResult check(Rig rig, NodeConfig node) {
        try (Prober prober = new Prober(rig.balancer().nodeTls())) {
            Target target = new Target(Scheme.HTTPS, node.host(), node.port(), "/", "");
            return prober.run(new InfoCheck(target, Duration.ofSeconds(20), node.tls()))
                    .join();
        }
    }

    @OnEachTransport
    void aNodeIsVerifiedByTheAddressesOfItsCertificate(TransportChoice transport) {
        try (Rig rig = rig(Setup.standard().with(transport), trusting(known), node("good"))) {
            Wire.Message answer = ask(rig);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.field("X-Protocol")).contains("TLSv1.3");
            assertThat(answer.field("X-Alpn")).contains("http/1.1");
            assertThat(answer.field("X-Server-Name")).isEmpty();
            assertThat(check(rig, node("good")).passed()).isTrue();
        }
    }

    /** As HAProxy tells it of {@code option tcp-check} over TLS. */
    @Test
    void aCheckThatAsksForNoMoreThanTlsSaysSo() {
        NodeConfig good = node("good");
        Target target = new Target(Scheme.HTTPS, good.host(), good.port(), "/", "");
        try (Rig rig = rig(trusting(known), good);
                Prober prober = new Prober(rig.balancer().nodeTls())) {
            assertThat(prober.run(new TcpCheck(target, Duration.ofSeconds(20), good.tls()))
                            .join()
                            .status())
                    .isEqualTo(CheckStatus.L6OK);
        }
    }

    @Test
    void aHostNameIsVerifiedAndTold() {
        NodeConfig named = node("name-only", "localhost", true, "");
        try (Rig rig = rig(trusting(known), named)) {
            assertThat(ask(rig).field("X-Server-Name")).contains("localhost");
            assertThat(check(rig, named).passed()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"good", "old-protocol"})
    void sessionsAreResumed(String name) {
        try (Rig rig = rig(trusting(known), node(name))) {
            assertThat(ask(rig).field("X-Reused")).contains(".");
            assertThat(ask(rig).field("X-Reused")).contains("r");
            assertThat(ask(rig).field("X-Reused")).contains("r");
            assertThat(rig.counted(Counter.TLS_HANDSHAKES)).isEqualTo(3);
            assertThat(rig.counted(Counter.TLS_RESUMPTIONS)).isEqualTo(2);
            Await.until("the connections have ended", () -> rig.counted(Counter.TLS_CONNECTIONS_ENDED) == 3);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            expired     | its certificate expired on 2020-03-31
            not-yet     | its certificate isn't valid before 2120-01-01
            wrong-name  | its certificate doesn't name 127.0.0.1 (it names other.example, 127.0.0.2)
            name-only   | its certificate doesn't name 127.0.0.1 (it names localhost)
            self-signed | its certificate is signed by itself, and none of the known authorities'
            stranger    | its certificate is signed by an unknown authority, CN=client-authority
            """)
    void whatIsWrongWithACertificateIsToldAndAFailedConnection(String name, String reason) {
        NodeConfig node = node(name);
        try (Warnings warnings = new Warnings();
                Rig rig = rig(trusting(known), node)) {
            assertThat(ask(rig).status()).isEqualTo(503);
            assertThat(ask(rig).status()).isEqualTo(503);
            assertThat(rig.counted(Counter.CONNECT_ERRORS)).isEqualTo(2);
            assertThat(rig.counted(Counter.TLS_HANDSHAKE_ERRORS)).isEqualTo(2);
            assertThat(warnings.logged().stream().filter(line -> line.endsWith(name + ": TLS failed: " + reason)))
                    .as("what is told at the first failure")
                    .hasSize(1);

            CheckResult result = check(rig, node);

            assertThat(result.status()).isEqualTo(CheckStatus.L6RSP);
            assertThat(result.text()).isEqualTo("TLS with 127.0.0.1:" + node.port() + ": " + reason);
        }
    }

    @ParameterizedTest
    @CsvSource({"good", "expired", "not-yet", "wrong-name", "name-only", "self-signed", "stranger"})
    void whoIsNotVerifiedMayShowAnything(String name) {
        NodeConfig node = node(name, ADDRESS, false, "");
        try (Rig rig = rig(standard(), node)) {
            assertThat(ask(rig).status()).isEqualTo(200);
            assertThat(check(rig, node).passed()).isTrue();
        }
    }

    @Test
    void withoutAFileTheAuthoritiesAreThoseOfTheJvm() {
        try (Rig rig = rig(standard(), node("good"))) {
            assertThat(ask(rig).status()).isEqualTo(503);
            assertThat(check(rig, node("good")).text()).endsWith("unknown authority, CN=test-authority");
        }
    }

    @Test
    void aFailedHandshakeIsRetriedAtAnotherNode() {
        try (Origin other = Origin.answering("{}");
                Rig rig = Rig.start(
                        Setup.standard().withWorkers(1).config().with(trusting(known)),
                        node("expired"),
                        Setup.node(other.port(), 1, 100))) {
            for (int i = 0; i < 4; i++) {
                assertThat(ask(rig).status()).isEqualTo(200);
            }
            assertThat(rig.counted(Counter.REDISPATCHES)).isPositive();
        }
    }

    @ParameterizedTest
    @CsvSource({"one, CN=one", "two.pem, CN=two"})
    void aNodeIsShownTheCertificateThatItNames(String certificate, String subject) {
        NodeConfig node = node("wants-certificate", ADDRESS, true, certificate);
        try (Rig rig = rig(trusting(known), node)) {
            Wire.Message answer = ask(rig);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.field("X-Client")).contains(subject);
            assertThat(check(rig, node).passed()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"wants-certificate", "wants-certificate-early"})
    void allNodesAreShownTheSameUnlessTheyNameAnother(String name) {
        NodeTlsConfig tls = new NodeTlsConfig(
                Optional.of(known),
                Optional.of(home.resolve("own/one.pem")),
                Optional.empty(),
                Optional.empty(),
                provider);
        try (Rig rig = rig(tls, node(name))) {
            assertThat(ask(rig).field("X-Client")).contains("CN=one");
        }
    }

    @ParameterizedTest
    @CsvSource({"wants-certificate", "wants-certificate-early"})
    void aNodeThatWantsACertificateAndGetsNoneIsDown(String name) {
        NodeConfig node = node(name);
        try (Rig rig = rig(trusting(known), node)) {
            CheckResult result = check(rig, node);
            assertThat(result.passed()).isFalse();
            assertThat(result.text()).endsWith("; it wants a client certificate");
        }
    }

    @Test
    void aCertificateThatIsMissingIsAFailedConnection() {
        NodeConfig node = node("wants-certificate", ADDRESS, true, "missing");
        try (Rig rig = rig(trusting(known), node)) {
            assertThat(ask(rig).status()).isEqualTo(503);
            assertThat(check(rig, node).text()).contains("own/missing.pem: no such file");
        }
    }

    @Test
    void filesThatChangeAreReadAgainAndABadOneChangesNothing() throws Exception {
        Path file = Files.copy(known, home.resolve("live.pem"), StandardCopyOption.REPLACE_EXISTING);
        try (Warnings warnings = new Warnings();
                Rig rig = rig(trusting(file), node("good"))) {
            assertThat(ask(rig).status()).isEqualTo(200);

            Files.writeString(file, "half a certifi");
            Await.until(
                    "it is told",
                    () -> warnings.logged().stream()
                            .anyMatch(line ->
                                    line.contains("live.pem: no certificate") && line.contains("before stays")));
            assertThat(ask(rig).status()).isEqualTo(200);

            Files.copy(home.resolve("clients.pem"), file, StandardCopyOption.REPLACE_EXISTING);
            Await.until("it isn't trusted any more", () -> ask(rig).status() == 503);
        }
    }

    /** TLS 1.3: for the client the handshake is over by then. */
    @Test
    void aRequestThatANodeRejectsForItsWantOfACertificateIsSentToAnother() throws Exception {
        X509Bundle own = Issuer.named("strict").issue("localhost");
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(
                own.toKeyManagerFactory().getKeyManagers(),
                InsecureTrustManagerFactory.INSTANCE.getTrustManagers(),
                null);
        AtomicInteger rejected = new AtomicInteger();
        try (SSLServerSocket strict = (SSLServerSocket)
                        context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getByName(ADDRESS));
                Origin other = Origin.answering("{}")) {
            strict.setNeedClientAuth(true);
            Thread server = new Thread(() -> reject(strict, rejected), "strict");
            server.setDaemon(true);
            server.start();
            NodeConfig node = new NodeConfig(
                    "strict",
                    ADDRESS,
                    strict.getLocalPort(),
                    Scheme.HTTPS,
                    false,
                    1,
                    100,
                    100,
                    PowRole.ALSO,
                    ServiceState.READY,
                    "");
            try (Rig rig = Rig.start(
                    Setup.standard().withWorkers(1).config().with(standard()),
                    node,
                    Setup.node(other.port(), 1, 100))) {
                for (int i = 0; i < 4; i++) {
                    assertThat(ask(rig).status()).isEqualTo(200);
                }
                assertThat(rig.counted(Counter.CONNECT_ERRORS)).isPositive();
                Await.until("the node has noticed", () -> rejected.get() == rig.counted(Counter.CONNECT_ERRORS));
                assertThat(rig.counted(Counter.RESPONSE_ERRORS)).isZero();
            }
        }
    }

    /** Reads what comes behind the alert, so that no reset overtakes it. */
    private static void reject(SSLServerSocket server, AtomicInteger rejected) {
        while (true) {
            try (SSLSocket socket = (SSLSocket) server.accept()) {
                try {
                    socket.startHandshake();
                } catch (SSLException e) {
                    rejected.incrementAndGet();
                    socket.getInputStream().transferTo(OutputStream.nullOutputStream());
                }
            } catch (IOException e) {
                if (server.isClosed()) {
                    return;
                }
            }
        }
    }
}
