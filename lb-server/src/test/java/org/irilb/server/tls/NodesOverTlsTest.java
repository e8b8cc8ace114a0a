package org.irilb.server.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.irilb.core.config.BalancerConfig;
import org.irilb.core.config.NodeConfig;
import org.irilb.core.config.NodeTlsConfig;
import org.irilb.core.config.PowRole;
import org.irilb.core.config.Scheme;
import org.irilb.core.config.ServiceState;
import org.irilb.core.config.TransportChoice;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.OnEachTransport;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Rig;
import org.irilb.core.kit.Setup;
import org.irilb.core.kit.Wire;
import org.irilb.core.metrics.Counter;
import org.irilb.health.check.CheckResult;
import org.irilb.health.check.CheckStatus;
import org.irilb.health.check.InfoCheck;
import org.irilb.health.check.Target;
import org.irilb.health.probe.Prober;
import org.irilb.server.admin.Tool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nodes behind nginx, with certificates of every kind. */
final class NodesOverTlsTest {

    private static final String NODE_INFO = "{\"command\":\"getNodeInfo\"}";
    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");
    private static final Instant LONG_HENCE = Instant.parse("2120-01-01T00:00:00Z");

    @TempDir
    private static Path home;

    private static Authority authority;
    private static Nginx nginx;

    @BeforeAll
    static void start() throws Exception {
        Tool.require("nginx");
        authority = Authority.create(home, "test-authority");
        Authority clients = Authority.create(home, "client-authority");
        Files.createDirectory(home.resolve("own"));
        Files.copy(clients.issue("one", draft -> draft), home.resolve("own/one.pem"));
        Files.copy(clients.issue("two", draft -> draft.rsa2048()), home.resolve("own/two.pem"));
        Files.copy(authority.issue("stranger", draft -> draft), home.resolve("own/stranger.pem"));
        Path good = authority.issue(
                "good", draft -> draft.addSanIpAddress("127.0.0.1").addSanDnsName("localhost"));
        String wanted = "ssl_client_certificate " + clients.file() + "; ssl_verify_client on;";
        nginx = new Nginx(home)
                .with("good", good)
                .with("old-protocol", good, "ssl_protocols TLSv1.2;")
                .with("wants-certificate", good, wanted)
                .with("wants-certificate-early", good, wanted, "ssl_protocols TLSv1.2;")
                .with(
                        "expired",
                        authority.issue(
                                "expired",
                                draft -> draft.addSanIpAddress("127.0.0.1")
                                        .notBefore(LONG_AGO)
                                        .notAfter(LONG_AGO.plus(Duration.ofDays(90)))))
                .with(
                        "not-yet",
                        authority.issue(
                                "not-yet",
                                draft -> draft.addSanIpAddress("127.0.0.1")
                                        .notBefore(LONG_HENCE)
                                        .notAfter(LONG_HENCE.plus(Duration.ofDays(90)))))
                .with(
                        "wrong-name",
                        authority.issue(
                                "wrong-name",
                                draft -> draft.addSanIpAddress("127.0.0.2").addSanDnsName("other.example")))
                .with("name-only", authority.issue("name-only", draft -> draft.addSanDnsName("localhost")))
                .with("no-name", authority.issue("no-name", draft -> draft))
                .with(
                        "self-signed",
                        authority.write(
                                "self-signed",
                                Authority.draft("self-signed")
                                        .addSanIpAddress("127.0.0.1")
                                        .setIsCertificateAuthority(true)
                                        .buildSelfSigned()))
                .with("stranger", clients.issue("foreign", draft -> draft.addSanIpAddress("127.0.0.1")))
                .start();
    }

    @AfterAll
    static void end() throws Exception {
        if (nginx != null) {
            nginx.close();
        }
    }

    private static NodeTlsConfig trusting(Path authorities) {
        return new NodeTlsConfig(
                Optional.of(authorities), Optional.empty(), Optional.empty(), Optional.of(home.resolve("own")));
    }

    private static NodeConfig node(String name) {
        return node(name, "127.0.0.1", true, "");
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
                "");
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
        try (Rig rig = rig(Setup.standard().with(transport), trusting(authority.file()), node("good"))) {
            Wire.Message answer = ask(rig);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.field("X-Protocol")).contains("TLSv1.3");
            assertThat(answer.field("X-Alpn")).contains("http/1.1");
            assertThat(answer.field("X-Server-Name")).isEmpty();
            assertThat(check(rig, node("good")).passed()).isTrue();
        }
    }

    @Test
    void aHostNameIsVerifiedAndTold() {
        NodeConfig named = node("name-only", "localhost", true, "");
        try (Rig rig = rig(trusting(authority.file()), named)) {
            assertThat(ask(rig).field("X-Server-Name")).contains("localhost");
            assertThat(check(rig, named).passed()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"good", "old-protocol"})
    void sessionsAreResumed(String name) {
        try (Rig rig = rig(trusting(authority.file()), node(name))) {
            assertThat(ask(rig).field("X-Reused")).contains(".");
            assertThat(ask(rig).field("X-Reused")).contains("r");
            assertThat(ask(rig).field("X-Reused")).contains("r");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            expired     | its certificate expired on 2020-03-31
            not-yet     | its certificate isn't valid before 2120-01-01
            wrong-name  | its certificate doesn't name 127.0.0.1 (it names 127.0.0.2, other.example)
            name-only   | its certificate doesn't name 127.0.0.1 (it names localhost)
            no-name     | its certificate doesn't name 127.0.0.1 (it names nobody)
            self-signed | its certificate is signed by itself, and none of the known authorities'
            stranger    | its certificate is signed by an unknown authority, CN=client-authority
            """)
    void whatIsWrongWithACertificateIsToldAndAFailedConnection(String name, String reason) {
        NodeConfig node = node(name);
        try (Rig rig = rig(trusting(authority.file()), node)) {
            assertThat(ask(rig).status()).isEqualTo(503);
            assertThat(rig.counted(Counter.CONNECT_ERRORS)).isEqualTo(1);

            CheckResult result = check(rig, node);

            assertThat(result.status()).isEqualTo(CheckStatus.L6RSP);
            assertThat(result.text()).isEqualTo("TLS with 127.0.0.1:" + node.port() + ": " + reason);
        }
    }

    @ParameterizedTest
    @CsvSource({"good", "expired", "not-yet", "wrong-name", "name-only", "no-name", "self-signed", "stranger"})
    void whoIsNotVerifiedMayShowAnything(String name) {
        NodeConfig node = node(name, "127.0.0.1", false, "");
        try (Rig rig = rig(NodeTlsConfig.STANDARD, node)) {
            assertThat(ask(rig).status()).isEqualTo(200);
            assertThat(check(rig, node).passed()).isTrue();
        }
    }

    @Test
    void withoutAFileTheAuthoritiesAreThoseOfTheJvm() {
        try (Rig rig = rig(NodeTlsConfig.STANDARD, node("good"))) {
            assertThat(ask(rig).status()).isEqualTo(503);
            assertThat(check(rig, node("good")).text()).endsWith("unknown authority, CN=test-authority");
        }
    }

    @Test
    void aFailedHandshakeIsRetriedAtAnotherNode() {
        try (Origin other = Origin.answering("{}");
                Rig rig = Rig.start(
                        Setup.standard().withWorkers(1).config().with(trusting(authority.file())),
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
        NodeConfig node = node("wants-certificate", "127.0.0.1", true, certificate);
        try (Rig rig = rig(trusting(authority.file()), node)) {
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
                Optional.of(authority.file()),
                Optional.of(home.resolve("own/one.pem")),
                Optional.empty(),
                Optional.empty());
        try (Rig rig = rig(tls, node(name))) {
            assertThat(ask(rig).field("X-Client")).contains("CN=one");
        }
    }

    @ParameterizedTest
    @CsvSource({"wants-certificate", "wants-certificate-early"})
    void aNodeThatWantsACertificateAndGetsNoneIsDown(String name) {
        NodeConfig node = node(name);
        try (Rig rig = rig(trusting(authority.file()), node)) {
            CheckResult result = check(rig, node);
            assertThat(result.passed()).isFalse();
            assertThat(result.text()).endsWith("; it wants a client certificate");
        }
    }

    @Test
    void aCertificateThatIsMissingIsAFailedConnection() {
        NodeConfig node = node("wants-certificate", "127.0.0.1", true, "missing");
        try (Rig rig = rig(trusting(authority.file()), node)) {
            assertThat(ask(rig).status()).isEqualTo(503);
            assertThat(check(rig, node).text()).contains("own/missing.pem: no such file");
        }
    }

    @Test
    void filesThatChangeAreReadAgainAndABadOneChangesNothing() throws Exception {
        Path file = Files.copy(authority.file(), home.resolve("live.ca"), StandardCopyOption.REPLACE_EXISTING);
        try (Rig rig = rig(trusting(file), node("good"))) {
            assertThat(ask(rig).status()).isEqualTo(200);

            Files.writeString(file, "half a certifi");
            assertThat(Await.upTo(Duration.ofSeconds(3), () -> ask(rig).status() != 200))
                    .isFalse();

            Files.copy(home.resolve("client-authority.ca"), file, StandardCopyOption.REPLACE_EXISTING);
            Await.until("it isn't trusted any more", () -> ask(rig).status() == 503);

            Files.copy(authority.file(), file, StandardCopyOption.REPLACE_EXISTING);
            Await.until("it is trusted again", () -> ask(rig).status() == 200);
        }
    }
}
