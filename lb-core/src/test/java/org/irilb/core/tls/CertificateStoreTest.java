package org.irilb.core.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.pkitesting.CertificateBuilder.Algorithm;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.irilb.core.config.Http2Config;
import org.irilb.core.config.ListenerConfig;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.Issuer;
import org.irilb.core.kit.TlsSetup;
import org.irilb.core.kit.Warnings;
import org.irilb.core.metrics.CertificateStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Execution(ExecutionMode.CONCURRENT)
class CertificateStoreTest {

    private static final Issuer ISSUER = Issuer.named("store");
    private static final X509Bundle FIRST = ISSUER.issue("a.example");
    private static final X509Bundle SECOND = ISSUER.issue("a.example");

    private static KeyPair rsa(int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @TempDir
    private Path dir;

    private static CertificateStore open(Path... certificates) {
        return CertificateStore.open(new ListenerConfig(
                "front",
                "127.0.0.1",
                0,
                false,
                1,
                Http2Config.STANDARD,
                Optional.of(TlsSetup.of(certificates).tls()),
                Optional.empty()));
    }

    private static List<X509Certificate> served(CertificateStore store) {
        return store.status().stream().map(CertificateStatus::certificate).toList();
    }

    private static Optional<String> problem(CertificateStore store) {
        return store.status().get(0).problem();
    }

    @Test
    void aFileThatIsWrittenAnewIsTakenByItself() {
        Path file = Issuer.write(FIRST, dir, "a.pem");
        try (CertificateStore store = open(file)) {
            Issuer.write(SECOND, dir, "a.pem");

            Await.until("it is taken", () -> served(store).contains(SECOND.getCertificate()));
        }
    }

    @Test
    void aFileThatIsRenamedIsTaken() throws IOException {
        Path file = Issuer.write(FIRST, dir, "a.pem");
        try (CertificateStore store = open(file)) {
            Files.move(Issuer.write(SECOND, dir, "new"), file, StandardCopyOption.ATOMIC_MOVE);
            store.lookNow().join();

            assertThat(served(store)).containsExactly(SECOND.getCertificate());
        }
    }

    /** As certbot does, with the key in a file of its own. */
    @Test
    void aLinkThatPointsElsewhereIsFollowed() throws IOException {
        Path crt = Files.createSymbolicLink(
                dir.resolve("fullchain.pem"),
                Issuer.write(FIRST.getCertificatePathPEM(), dir.resolve("fullchain1.pem")));
        Path key = Files.createSymbolicLink(
                dir.resolve("fullchain.pem.key"), Issuer.write(FIRST.getPrivateKeyPEM(), dir.resolve("privkey1.pem")));
        try (CertificateStore store = open(crt)) {
            Files.delete(crt);
            Files.createSymbolicLink(crt, Issuer.write(SECOND.getCertificatePathPEM(), dir.resolve("fullchain2.pem")));
            store.lookNow().join();
            assertThat(served(store)).as("as long as the key is the old one").containsExactly(FIRST.getCertificate());
            assertThat(problem(store)).isPresent();

            Files.delete(key);
            Files.createSymbolicLink(key, Issuer.write(SECOND.getPrivateKeyPEM(), dir.resolve("privkey2.pem")));
            store.lookNow().join();
            assertThat(served(store)).containsExactly(SECOND.getCertificate());
            assertThat(problem(store)).isEmpty();
        }
    }

    static Stream<Arguments> badFiles() {
        Instant now = Instant.now();
        String good = Issuer.pem(SECOND);
        String stranger = ISSUER.issue("b.example").getPrivateKeyPEM();
        return Stream.of(
                Arguments.of("", "no certificate"),
                Arguments.of("# nothing\n", "no certificate"),
                Arguments.of(SECOND.getCertificatePathPEM(), "no key"),
                Arguments.of(good.substring(0, good.length() - 60), "malformed"),
                Arguments.of(SECOND.getCertificatePathPEM() + stranger, "the key isn't that of the first certificate"),
                Arguments.of(
                        SECOND.getCertificatePEM() + ISSUER.issue("c").getCertificatePEM() + SECOND.getPrivateKeyPEM(),
                        "certificate 2, CN=c (expected: that of the issuer of the one before, CN=store)"),
                Arguments.of(
                        Issuer.pem(ISSUER.issue(
                                "a.example",
                                draft -> draft.notBefore(now.minus(Duration.ofDays(2)))
                                        .notAfter(now.minus(Duration.ofDays(1))))),
                        "expired at "),
                Arguments.of(
                        Issuer.pem(ISSUER.issue("a.example", draft -> draft.notBefore(now.plus(Duration.ofDays(1))))),
                        "not valid before "),
                Arguments.of(
                        Issuer.pem(ISSUER.issue("weak", draft -> draft.keyPair(rsa(1024)))),
                        "the key of CN=weak has 1024 bits (expected: at least 2048 for RSA)"),
                Arguments.of(
                        SECOND.getCertificatePEM()
                                + "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMAA=\n-----END ENCRYPTED PRIVATE KEY-----\n",
                        "the key is encrypted"));
    }

    @ParameterizedTest
    @MethodSource("badFiles")
    void whatCannotBeUsedLeavesTheOneBefore(String text, String problem) {
        Path file = Issuer.write(FIRST, dir, "a.pem");
        try (Warnings warnings = new Warnings();
                CertificateStore store = open(file)) {
            Issuer.write(text, file);
            store.lookNow().join();

            assertThat(served(store)).containsExactly(FIRST.getCertificate());
            assertThat(problem(store))
                    .hasValueSatisfying(said -> assertThat(said).startsWith(file + ": " + problem));
            assertThat(warnings.logged())
                    .anySatisfy(line -> assertThat(line).contains(problem).endsWith("; the one before stays"));

            Issuer.write(SECOND, dir, "a.pem");
            store.lookNow().join();
            assertThat(served(store)).containsExactly(SECOND.getCertificate());
            assertThat(problem(store)).isEmpty();
        }
    }

    @Test
    void aFileThatIsGoneLeavesItsCertificate() throws IOException {
        Path file = Issuer.write(FIRST, dir, "a.pem");
        try (CertificateStore store = open(file)) {
            Files.delete(file);
            store.lookNow().join();

            assertThat(served(store)).containsExactly(FIRST.getCertificate());
            assertThat(problem(store)).contains(file + ": no such file");
        }
    }

    @Test
    void aDirectoryStandsForItsCertificates() throws IOException {
        Issuer.write(FIRST, dir, "b.pem");
        Issuer.write("not looked at", dir.resolve(".hidden"));
        Issuer.write("not looked at", dir.resolve("b.pem.issuer"));
        try (CertificateStore store = open(dir)) {
            X509Bundle rsa = ISSUER.issue("a.example", draft -> draft.algorithm(Algorithm.rsa2048));
            Issuer.write(rsa, dir, "a.pem");
            store.lookNow().join();
            assertThat(served(store)).containsExactly(rsa.getCertificate(), FIRST.getCertificate());

            Files.delete(dir.resolve("b.pem"));
            store.lookNow().join();
            assertThat(served(store)).containsExactly(rsa.getCertificate());

            Files.delete(dir.resolve("a.pem"));
            store.lookNow().join();
            assertThat(served(store)).as("there must be one").containsExactly(rsa.getCertificate());
        }
    }

    @Test
    void kindsOfOneCertificateStandBesideEachOther() {
        X509Bundle rsa = ISSUER.issue("a.example", draft -> draft.algorithm(Algorithm.rsa2048));
        Issuer.write(rsa, dir, "a.pem.rsa");
        Issuer.write(FIRST, dir, "a.pem.ecdsa");

        try (CertificateStore store = open(dir.resolve("a.pem"))) {
            assertThat(served(store)).containsExactlyInAnyOrder(rsa.getCertificate(), FIRST.getCertificate());
        }
    }

    @Test
    void expiryIsWarnedOfOnceADayFromTwoWeeksBefore() {
        CertificateStatus month =
                new CertificateStatus("front", "a.pem", List.of(FIRST.getCertificate()), Optional.empty());
        Instant end = month.until();
        ExpiryWarnings expiry = new ExpiryWarnings("expiring");
        try (Warnings warnings = new Warnings()) {
            expiry.look(List.of(month), end.minus(Duration.ofDays(15).plusHours(1)));
            assertThat(warnings.about("expiring")).isEmpty();

            expiry.look(List.of(month), end.minus(Duration.ofDays(14)));
            expiry.look(List.of(month), end.minus(Duration.ofDays(14)));
            expiry.look(List.of(month), end.minus(Duration.ofDays(2)));
            expiry.look(List.of(month), end.plus(Duration.ofSeconds(1)));
            assertThat(warnings.about("expiring"))
                    .hasSize(3)
                    .first()
                    .asString()
                    .endsWith("expiring: a.pem expires at " + end + ", in 14 days");
            assertThat(warnings.about("expiring")).last().asString().endsWith("expiring: a.pem expired at " + end);
        }
    }

    @Test
    void nothingIsWrongWithGoodFiles() {
        Path good = Issuer.write(FIRST, dir, "a.pem");
        Path bad = Issuer.write("", dir.resolve("b.pem"));

        assertThat(CertificateStore.problems(TlsSetup.of(good).tls())).isEmpty();
        assertThat(CertificateStore.problems(TlsSetup.of(bad, dir.resolve("c")).tls()))
                .containsExactly(
                        bad + ": no certificate (expected: one, and those that certify it behind it)",
                        dir.resolve("c") + ": no such file");
    }
}
