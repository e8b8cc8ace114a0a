package org.irilb.server.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.pkitesting.CertificateBuilder.Algorithm;
import io.netty.pkitesting.X509Bundle;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.irilb.core.config.CipherSuite;
import org.irilb.core.config.NodeConfig;
import org.irilb.core.config.TlsProvider;
import org.irilb.core.config.TlsVersion;
import org.irilb.core.kit.Issuer;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Rig;
import org.irilb.core.kit.Setup;
import org.irilb.core.kit.TlsSetup;
import org.irilb.core.kit.Warnings;
import org.irilb.core.tls.CertificateStore;
import org.irilb.server.admin.Tool;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Programs that speak TLS, as clients. */
@Execution(ExecutionMode.CONCURRENT)
class TlsClientsTest {

    private static final Issuer ISSUER = Issuer.named("clients");
    private static final X509Bundle ECDSA = ISSUER.issue("a.example");
    private static final X509Bundle RSA = ISSUER.issue("a.example", draft -> draft.algorithm(Algorithm.rsa2048));
    private static final X509Bundle OTHER = ISSUER.issue("b.example", draft -> draft.subject("CN=*.b.example"));

    /** Nobody asks it. */
    private static final NodeConfig NODE = Setup.node(1, 1, 1);

    private static final String BODY = "{\"command\":\"getNodeInfo\"}";

    @TempDir
    private Path dir;

    private Path ca;
    private Path first;

    @BeforeEach
    void writeFiles() {
        Tool.require("openssl");
        Tool.require("curl");
        ca = ISSUER.writeOwn(dir, "ca.crt");
        first = Issuer.write(ECDSA, dir, "a.pem");
    }

    private static Rig start(TlsSetup tls) {
        return Rig.start(tls.config(Setup.standard()), NODE);
    }

    /** What it prints of a handshake. */
    private String openssl(Rig rig, String options) {
        int port = rig.balancer().address(Setup.LISTENER).getPort();
        return Tool.run("openssl s_client -connect 127.0.0.1:" + port + " -CAfile " + ca + " " + options
                        + " </dev/null 2>&1")
                .lines()
                .stream()
                .collect(Collectors.joining("\n"));
    }

    @ParameterizedTest
    @CsvSource({"--tlsv1.2 --tls-max 1.2 --http1.1, 1.1", "--tlsv1.3 --http1.1, 1.1", "--tlsv1.3 --http2, 2"})
    void curlAsks(String options, String version) {
        try (Origin node = Origin.answering("1");
                Rig rig = Rig.start(TlsSetup.of(first).config(Setup.standard()), Setup.node(node.port(), 1, 10))) {
            int port = rig.balancer().address(Setup.LISTENER).getPort();
            assertThat(Tool.run("curl -sS --cacert " + ca + " --resolve a.example:" + port + ":127.0.0.1 " + options
                                    + " -w ' %{http_version} %{ssl_verify_result}' -H 'X-IOTA-API-Version: 1' -d '"
                                    + BODY
                                    + "' https://a.example:" + port + "/")
                            .lines())
                    .containsExactly("1 " + version + " 0");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = TlsProvider.class,
            names = {"BORINGSSL", "JDK"})
    void versionsAndSuitesAreThoseThatWereConfigured(TlsProvider provider) {
        try (Rig rig = start(TlsSetup.of(first).provider(provider))) {
            assertThat(openssl(rig, "-tls1_2")).contains("Protocol  : TLSv1.2", "ECDHE-ECDSA-AES128-GCM-SHA256");
            assertThat(openssl(rig, "-tls1_3")).contains("TLSv1.3, Cipher is TLS_AES_");
            assertThat(openssl(rig, "-tls1_1 -cipher ALL:@SECLEVEL=0")).contains("Cipher is (NONE)");
            assertThat(openssl(rig, "-tls1_2 -cipher ECDHE-ECDSA-AES256-SHA")).contains("Cipher is (NONE)");
        }
        try (Rig rig = start(TlsSetup.of(first)
                .provider(provider)
                .ciphers(CipherSuite.ECDHE_ECDSA_AES256_SHA, CipherSuite.ECDHE_ECDSA_AES256_GCM_SHA384))) {
            assertThat(openssl(rig, "-tls1_2")).contains("Cipher is ECDHE-ECDSA-AES256-SHA");
        }
        try (Rig rig = start(TlsSetup.of(first).provider(provider).minVersion(TlsVersion.TLS_1_3))) {
            assertThat(openssl(rig, "-tls1_2")).contains("Cipher is (NONE)");
            assertThat(openssl(rig, "-tls1_3")).contains("TLSv1.3, Cipher is TLS_AES_");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = TlsProvider.class,
            names = {"BORINGSSL", "JDK"})
    void aCertificateIsChosenByNameAndByWhatTheClientVerifies(TlsProvider provider) {
        Path second = Issuer.write(OTHER, dir, "b.pem");
        Path rsa = Issuer.write(RSA, dir, "a-rsa.pem");
        try (Rig rig = start(TlsSetup.of(first, second, rsa).provider(provider))) {
            assertThat(subject(rig, "-servername b.example")).isEqualTo("CN = *.b.example");
            assertThat(subject(rig, "-servername X.B.example")).isEqualTo("CN = *.b.example");
            assertThat(subject(rig, "-servername x.y.b.example")).isEqualTo("CN = a.example");
            assertThat(subject(rig, "-noservername")).isEqualTo("CN = a.example");
            assertThat(openssl(rig, "-servername a.example")).contains("Peer signature type: ECDSA");
            assertThat(openssl(rig, "-servername a.example -sigalgs RSA-PSS+SHA256"))
                    .contains("Peer signature type: RSA-PSS");
            assertThat(openssl(rig, "-servername a.example -tls1_2 -cipher ECDHE-RSA-AES128-GCM-SHA256"))
                    .contains("Cipher is ECDHE-RSA-AES128-GCM-SHA256");
        }
    }

    private String subject(Rig rig, String options) {
        return openssl(rig, options)
                .lines()
                .filter(line -> line.startsWith("subject="))
                .map(line -> line.substring("subject=".length()))
                .findFirst()
                .orElse("none");
    }

    @Test
    void anUnknownNameIsTurnedAwayWhereThatIsWanted() {
        try (Rig rig = start(TlsSetup.of(first).strictSni())) {
            assertThat(subject(rig, "-servername a.example")).isEqualTo("CN = a.example");
            assertThat(openssl(rig, "-servername b.example")).contains("unrecognized name");
            assertThat(openssl(rig, "-noservername")).contains("unrecognized name");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "BORINGSSL, -tls1_2",
        "BORINGSSL, -tls1_2 -no_ticket",
        "BORINGSSL, -tls1_3",
        "JDK, -tls1_2",
        "JDK, -tls1_2 -no_ticket",
        "JDK, -tls1_3"
    })
    void sessionsAreResumed(TlsProvider provider, String options) {
        try (Rig rig = start(TlsSetup.of(first).provider(provider))) {
            Path session = dir.resolve("session");
            openssl(rig, options, session, "-sess_out ");

            assertThat(openssl(rig, options, session, "-sess_in ")).contains("Reused, TLSv1");
        }
    }

    /** A ticket comes behind the handshake, so the client must ask for something to read it. */
    private String openssl(Rig rig, String options, Path session, String how) {
        int port = rig.balancer().address(Setup.LISTENER).getPort();
        return Tool.run("printf 'GET / HTTP/1.0\\r\\n\\r\\n' | openssl s_client -ign_eof -connect 127.0.0.1:" + port
                        + " " + options + " " + how + session + " 2>&1")
                .lines()
                .stream()
                .collect(Collectors.joining("\n"));
    }

    @Test
    void aTicketOutlivesItsCertificate() {
        try (Rig rig = start(TlsSetup.of(first))) {
            Path session = dir.resolve("session");
            openssl(rig, "-tls1_3", session, "-sess_out ");
            Issuer.write(ISSUER.issue("a.example"), dir, "a.pem");
            rig.balancer().lookAtCertificates().join();

            assertThat(openssl(rig, "-tls1_3", session, "-sess_in ")).contains("Reused, TLSv1.3");
        }
    }

    @Test
    void aResponseOfTheIssuerIsHandedOn() {
        Path key = Issuer.write(ISSUER.keyPem(), dir.resolve("ca.key"));
        String serial = ECDSA.getCertificate().getSerialNumber().toString(16);
        Path index = Issuer.write(
                "V\t351231235959Z\t\t" + (serial.length() % 2 == 0 ? "" : "0") + serial.toUpperCase(Locale.ROOT)
                        + "\tunknown\t/CN=a.example\n",
                dir.resolve("index"));
        Path leaf = Issuer.write(ECDSA.getCertificatePEM(), dir.resolve("leaf"));
        Tool.run("openssl ocsp -index " + index + " -CA " + ca + " -rsigner " + ca + " -rkey " + key + " -issuer " + ca
                + " -cert " + leaf + " -ndays 1 -respout " + dir.resolve("a.pem.ocsp") + " >/dev/null 2>&1");
        try (Rig rig = start(TlsSetup.of(first).provider(TlsProvider.BORINGSSL))) {
            assertThat(openssl(rig, "-status")).contains("OCSP Response Status: successful (0x0)", "Cert Status: good");
        }
        try (Warnings warnings = new Warnings()) {
            assertThat(CertificateStore.problems(
                            TlsSetup.of(first).provider(TlsProvider.JDK).tls()))
                    .isEmpty();
            assertThat(warnings.about(first + ": ")).singleElement().asString().contains("provider: boringssl");
        }
        Issuer.write("nonsense", dir.resolve("a.pem.ocsp"));
        try (Rig rig = start(TlsSetup.of(first).provider(TlsProvider.BORINGSSL))) {
            assertThat(openssl(rig, "-status")).contains("OCSP response: no response sent");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = TlsProvider.class,
            names = {"BORINGSSL", "JDK"})
    void nodesAreToldWhomAClientsCertificateNames(TlsProvider provider) {
        Path known = Issuer.write(
                ISSUER.issue(
                        "x", draft -> draft.subject("CN=J\u00f6rg, O=wallets").addExtendedKeyUsageClientAuth()),
                dir,
                "known.pem");
        Path stranger = Issuer.write(
                Issuer.named("others").issue("y", draft -> draft.addExtendedKeyUsageClientAuth()), dir, "stranger.pem");
        try (Origin node = Origin.answering("1");
                Rig rig = Rig.start(
                        TlsSetup.of(first)
                                .provider(provider)
                                .clientCertificates(false, ca)
                                .config(Setup.standard()),
                        Setup.node(node.port(), 1, 10))) {
            assertThat(curl(rig, "--cert " + known)).containsExactly("1");
            assertThat(curl(rig, "-H 'x-subject: CN=forged' -H 'X_Subject: CN=forged'"))
                    .containsExactly("1");
            assertThat(curl(rig, "--cert " + stranger)).isEmpty();

            assertThat(node.requests().get(0).fields("X-Subject")).containsExactly("CN=J\\C3\\B6rg,O=wallets");
            assertThat(node.requests().get(1).raw()).doesNotContain("forged");
            assertThat(node.requests()).hasSize(2);
        }
        try (Rig rig = start(TlsSetup.of(first).provider(provider).clientCertificates(true, ca))) {
            assertThat(curl(rig, "")).isEmpty();
            assertThat(curl(rig, "--cert " + known)).isNotEmpty();
        }
    }

    private List<String> curl(Rig rig, String options) {
        int port = rig.balancer().address(Setup.LISTENER).getPort();
        return Tool.run("curl -s --cacert " + ca + " --resolve a.example:" + port + ":127.0.0.1 " + options
                        + " -H 'X-IOTA-API-Version: 1' -d '" + BODY + "' https://a.example:" + port + "/")
                .lines();
    }
}
