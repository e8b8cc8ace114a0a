package org.irilb.server.acme;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.irilb.core.LoadBalancer;
import org.irilb.core.config.BalancerConfig;
import org.irilb.core.config.ListenerConfig;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.FreePort;
import org.irilb.core.kit.Setup;
import org.irilb.core.kit.TlsSetup;
import org.irilb.core.kit.Wire;
import org.irilb.core.tls.DomainProofs;
import org.irilb.server.config.AcmeChallenge;
import org.irilb.server.config.AcmeSettings;
import org.irilb.server.config.CertbotSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Certificates from a real Pebble. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("the port that Pebble asks") // else its tests would run beside each other
final class AcmeTest {

    private static final CertbotSettings NO_CERTBOT = new CertbotSettings(Optional.empty(), Optional.empty());
    private static final Duration SOON = Duration.ofMillis(100);
    private static final RenewalPace IMPATIENT = new RenewalPace(2 / 3.0, SOON, SOON);
    /** Each certificate is renewed as soon as it was issued. */
    private static final RenewalPace RESTLESS = new RenewalPace(0, SOON, SOON);

    private static final int HTTP = FreePort.any();

    @TempDir
    private static Path pebbles;

    private static Pebble pebble;

    @TempDir
    private Path dir;

    @BeforeAll
    static void start() throws IOException {
        pebble = Pebble.start(pebbles, HTTP);
    }

    @AfterAll
    static void end() {
        if (pebble != null) {
            pebble.close();
        }
    }

    private AcmeSettings settings() {
        return new AcmeSettings(
                List.of("iota.example", "www.iota.example"),
                Optional.of("ops@iota.example"),
                AcmeChallenge.HTTP_01,
                pebble.directory(),
                Optional.of(pebble.authority()),
                dir.resolve("acme"));
    }

    /** Speaks TLS with the certificate, and plain HTTP where Pebble asks. */
    private static BalancerConfig config(AcmeSettings settings) {
        BalancerConfig tls = TlsSetup.of(settings.certificate()).config(Setup.standard());
        return tls.with(List.of(
                tls.listeners().get(0), new ListenerConfig(Setup.SECOND_LISTENER, "127.0.0.1", HTTP, false, 100)));
    }

    private static X509Certificate served(LoadBalancer balancer) {
        return served(balancer.address(Setup.LISTENER));
    }

    /** The certificate that a client gets that asks for the first domain, and uses the connection. */
    private static X509Certificate served(InetSocketAddress address) {
        try (SSLSocket socket = (SSLSocket) anybody().getSocketFactory().createSocket()) {
            socket.connect(address);
            socket.startHandshake();
            X509Certificate served = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            Wire wire = new Wire(socket);
            assertThat(wire.post("{}").readAnswer().status()).isEqualTo(400);
            return served;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static SSLContext anybody() throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
        return context;
    }

    private static String issuer(X509Certificate certificate) {
        return certificate.getIssuerX500Principal().getName();
    }

    private static AcmeStatus status(Acme acme) {
        return acme.status().orElseThrow();
    }

    @Test
    void aPlaceholderServesUntilTheAuthorityHasIssuedAndIsReplacedWithoutARestart() throws Exception {
        AcmeSettings settings = settings();
        try (Acme acme = Acme.prepare(Optional.of(settings), NO_CERTBOT, IMPATIENT);
                LoadBalancer balancer = LoadBalancer.start(config(settings))) {
            assertThat(issuer(served(balancer))).isEqualTo("CN=iri-lb placeholder");
            assertThat(status(acme).notAfter()).isEmpty();

            acme.start(balancer);
            Await.until("it is served", () -> issuer(served(balancer)).contains("Pebble"));

            X509Certificate issued = served(balancer);
            assertThat(issued.getSubjectAlternativeNames().stream().map(name -> String.valueOf(name.get(1))))
                    .containsExactlyInAnyOrder("iota.example", "www.iota.example");
            Await.until("it is told", () -> status(acme).issued() == 1);
            assertThat(status(acme).notAfter()).contains(issued.getNotAfter().toInstant());
            assertThat(status(acme).next())
                    .isBetween(Instant.now(), issued.getNotAfter().toInstant());
            assertThat(status(acme).problem()).isEmpty();
        }
        serveOnAfterARestart(settings);
        assertThat(mode(settings.storage())).isEqualTo("rwx------");
        assertThat(mode(settings.certificate())).isEqualTo("rw-------");
        assertThat(mode(settings.storage().resolve("account.json"))).isEqualTo("rw-------");
    }

    /** For the same domains nothing is ordered, and for others by the same account. */
    private static void serveOnAfterARestart(AcmeSettings settings) throws IOException {
        String account = Files.readString(settings.storage().resolve("account.json"));
        String certificate = Files.readString(settings.certificate());
        try (Acme acme = Acme.prepare(Optional.of(settings), NO_CERTBOT, IMPATIENT);
                LoadBalancer balancer = LoadBalancer.start(config(settings))) {
            acme.start(balancer);
            assertThat(issuer(served(balancer))).contains("Pebble");
            assertThat(status(acme).next()).isAfter(Instant.now().plus(Duration.ofDays(1)));
        }
        assertThat(settings.certificate()).content().isEqualTo(certificate);

        AcmeSettings other = new AcmeSettings(
                List.of("iota.example", "api.iota.example"),
                settings.email(),
                settings.challenge(),
                settings.directory(),
                settings.caFile(),
                settings.storage());
        try (Acme acme = Acme.prepare(Optional.of(other), NO_CERTBOT, IMPATIENT);
                LoadBalancer balancer = LoadBalancer.start(config(other))) {
            acme.start(balancer);
            Await.until("it is issued for another name", () -> status(acme).issued() == 1);
        }
        assertThat(settings.storage().resolve("account.json")).content().isEqualTo(account);
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void renewalsUnderLoadCostNoHandshake() throws InterruptedException {
        AcmeSettings settings = settings();
        Set<String> serials = ConcurrentHashMap.newKeySet();
        AtomicInteger handshakes = new AtomicInteger();
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        AtomicBoolean over = new AtomicBoolean();
        Acme.prepare(Optional.of(settings), NO_CERTBOT, RESTLESS).close(); // leaves its placeholder
        try (LoadBalancer balancer = LoadBalancer.start(config(settings))) {
            Thread client = new Thread(() -> {
                while (!over.get()) {
                    try {
                        serials.add(served(balancer).getSerialNumber().toString());
                        handshakes.incrementAndGet();
                    } catch (AssertionError e) {
                        failures.add(e);
                    }
                }
            });
            client.start();
            for (int renewals = 1; renewals <= 3; renewals++) {
                int before = renewals;
                Await.until("the present one is served", () -> serials.size() >= before || !failures.isEmpty());
                try (Acme acme = Acme.prepare(Optional.of(settings), NO_CERTBOT, RESTLESS)) {
                    acme.start(balancer);
                    Await.until("it is renewed", () -> status(acme).issued() > 0);
                    assertThat(status(acme).failed()).isZero();
                }
                Await.until("the new one is served", () -> serials.size() > before || !failures.isEmpty());
            }
            over.set(true);
            client.join();
        }
        System.out.println(handshakes + " handshakes while " + serials.size() + " certificates came");
        assertThat(failures).isEmpty();
    }

    private static Renewals prepare(AcmeSettings settings, Challenges challenges) {
        return Renewals.prepare(settings, IMPATIENT, new Authority(settings, challenges, new DomainProofs()));
    }

    /** On the port that clients use; nobody else gets that certificate, and nothing can be said over it. */
    @Test
    void domainsAreProvenByTlsToo() throws Exception {
        AcmeSettings settings = new AcmeSettings(
                List.of("tls.example"),
                Optional.empty(),
                AcmeChallenge.TLS_ALPN_01,
                pebble.directory(),
                Optional.of(pebble.authority()),
                dir.resolve("acme"));
        BalancerConfig config = config(settings);
        ListenerConfig secure = config.listeners().get(0);
        BalancerConfig onlyTls = config.with(List.of(new ListenerConfig(
                secure.name(),
                secure.host(),
                pebble.tlsPort(),
                false,
                100,
                secure.http2(),
                secure.tls(),
                Optional.empty())));
        try (Acme acme = Acme.prepare(Optional.of(settings), NO_CERTBOT, IMPATIENT);
                LoadBalancer balancer = LoadBalancer.start(onlyTls)) {
            acme.start(balancer);
            Await.until("it is served", () -> issuer(served(balancer)).contains("Pebble"));
            assertThat(status(acme).failed()).isZero();
        }
    }

    @Test
    void aRefusedChallengeLeavesTheOldCertificateAndIsTriedAgainUntilItIsProven() throws IOException {
        AcmeSettings settings = settings();
        Challenges challenges = new Challenges(List.of());
        try (Renewals renewals = prepare(settings, challenges)) {
            String placeholder = Files.readString(settings.certificate());
            renewals.start(); // nobody listens where Pebble asks

            Await.until("it has failed twice", () -> renewals.status().failed() > 1);
            assertThat(renewals.status().problem()).contains("iota.example: ", "connection refused");
            assertThat(settings.certificate()).content().isEqualTo(placeholder);

            try (LoadBalancer balancer = LoadBalancer.start(config(settings))) {
                balancer.answerChallenges(challenges);
                Await.until("it is issued", () -> renewals.status().issued() == 1);
                assertThat(renewals.status().problem()).isEmpty();
            }
        }
    }

    @Test
    void anAuthorityThatCannotBeReachedIsAFailureToo() {
        AcmeSettings settings = new AcmeSettings(
                List.of("iota.example"),
                Optional.empty(),
                AcmeChallenge.HTTP_01,
                pebble.directory(),
                Optional.empty(), // so that its certificate isn't believed
                dir.resolve("acme"));
        try (Renewals renewals = prepare(settings, new Challenges(List.of()))) {
            renewals.start();
            Await.until("it has failed", () -> renewals.status().failed() > 0);
            assertThat(renewals.status().problem())
                    .startsWith("it can't be reached (")
                    .contains("certification path");
        }
    }
}
