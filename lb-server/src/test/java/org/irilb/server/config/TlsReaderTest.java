package org.irilb.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netty.pkitesting.X509Bundle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.irilb.core.config.ApplicationProtocol;
import org.irilb.core.config.CertificateFiles;
import org.irilb.core.config.CipherSuite;
import org.irilb.core.config.ClientCertificateConfig;
import org.irilb.core.config.ListenerConfig;
import org.irilb.core.config.TlsConfig;
import org.irilb.core.config.TlsProvider;
import org.irilb.core.config.TlsVersion;
import org.irilb.core.kit.Issuer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TlsReaderTest {

    private static final Issuer ISSUER = Issuer.named("reader");

    @TempDir
    private Path dir;

    @BeforeEach
    void writeFiles() {
        X509Bundle issued = ISSUER.issue("a.example");
        Issuer.write(issued, dir, "a.pem");
        Issuer.write(issued.getCertificatePathPEM(), dir.resolve("crt"));
        Issuer.write(issued.getPrivateKeyPEM(), dir.resolve("key"));
        ISSUER.writeOwn(dir, "ca");
    }

    private ConfigFile read(String listener) throws Exception {
        Path file = Files.writeString(dir.resolve("lb.yml"), "listeners:\n- name: front\n" + listener.indent(2));
        return ConfigFile.read(file, Map.of());
    }

    private ListenerConfig listener(String text) throws Exception {
        return read(text).settings().balancer().listeners().get(0);
    }

    private List<String> problems(String listener) {
        ConfigException wrong = catchThrowableOfType(ConfigException.class, () -> read(listener));
        return wrong.problems().stream()
                .map(problem -> problem.toString()
                        .replace(dir.resolve("lb.yml") + ":", "")
                        .replace(dir + "/", "DIR/"))
                .toList();
    }

    @Test
    void aCertificateIsEnough() throws Exception {
        TlsConfig tls = listener("tls: { certificates: [a.pem] }").tls().orElseThrow();

        assertThat(tls)
                .isEqualTo(new TlsConfig(
                        List.of(new CertificateFiles(dir.resolve("a.pem"), Optional.empty())),
                        false,
                        List.of(ApplicationProtocol.HTTP_2, ApplicationProtocol.HTTP_1_1),
                        TlsVersion.TLS_1_2,
                        CipherSuite.STRONG,
                        Optional.empty(),
                        Map.of(
                                "Strict-Transport-Security", "max-age=31536000; includeSubdomains; preload;",
                                "X-Frame-Options", "DENY",
                                "X-Content-Type-Options", "nosniff"),
                        TlsProvider.AUTO));
    }

    @Test
    void everyKeyIsReadAndWrittenAgain() throws Exception {
        String text = """
                tls:
                  certificates: [a.pem, { crt: crt, key: key }]
                  strict-sni: true
                  alpn: [http/1.1]
                  min-version: TLSv1.3
                  ciphers: [ECDHE-RSA-AES128-SHA, TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384]
                  client-certificates: { verify: optional, ca-file: ca, field: X-Who }
                  response-headers: { X-A: "b c" }
                  provider: jdk
                """;
        ConfigFile file = read(text);
        TlsConfig tls = file.settings().balancer().listeners().get(0).tls().orElseThrow();

        assertThat(tls)
                .isEqualTo(new TlsConfig(
                        List.of(
                                new CertificateFiles(dir.resolve("a.pem"), Optional.empty()),
                                new CertificateFiles(dir.resolve("crt"), Optional.of(dir.resolve("key")))),
                        true,
                        List.of(ApplicationProtocol.HTTP_1_1),
                        TlsVersion.TLS_1_3,
                        List.of(CipherSuite.ECDHE_RSA_AES128_SHA, CipherSuite.ECDHE_RSA_AES256_GCM_SHA384),
                        Optional.of(new ClientCertificateConfig(false, dir.resolve("ca"), Optional.of("X-Who"))),
                        Map.of("X-A", "b c"),
                        TlsProvider.JDK));
        Path again = Files.writeString(dir.resolve("again.yml"), file.effective());
        assertThat(ConfigFile.read(again, Map.of()).settings()).isEqualTo(file.settings());
    }

    @Test
    void plainHttpMayBeRedirected() throws Exception {
        assertThat(listener("redirect: https").redirectPort()).contains(443);
        assertThat(listener("redirect: https:14267").redirectPort()).contains(14_267);
        assertThat(listener("redirect: null").redirectPort()).isEmpty();
        assertThat(problems("redirect: http"))
                .containsExactly("3: listeners[0].redirect: http (expected: https, or https:PORT)");
        assertThat(problems("redirect: https:0"))
                .containsExactly("3: listeners[0].redirect: https:0 (expected: https, or https:PORT)");
        assertThat(problems("redirect: https\ntls: { certificates: [a.pem] }"))
                .containsExactly("3: listeners[0].redirect: given beside tls (expected: on a listener of plain HTTP)");
    }

    @Test
    void whatIsWrongIsNamed() {
        assertThat(problems("tls: {}"))
                .containsExactly("3: listeners[0].tls.certificates: none (expected: at least one file or directory)");
        assertThat(problems("tls: { certificates: [gone.pem, crt] }"))
                .containsExactly(
                        "3: listeners[0].tls.certificates: DIR/gone.pem: no such file",
                        "3: listeners[0].tls.certificates: DIR/crt: no key (expected: the certificate's private key)");
        assertThat(problems("tls: { certificates: [a.pem, { key: key }] }"))
                .containsExactly("3: listeners[0].tls.certificates[1].crt: missing (expected: a path)");
        assertThat(problems("tls: { certificates: a.pem }"))
                .containsExactly(
                        "3: listeners[0].tls.certificates: not a list (expected: a list)",
                        "3: listeners[0].tls.certificates: none (expected: at least one file or directory)");
        assertThat(problems("tls: { certificates: [a.pem], client-certificates: { verify: required } }"))
                .containsExactly("3: listeners[0].tls.client-certificates.ca-file: missing (expected: a path)");
        assertThat(problems("tls: { certificates: [a.pem], response-headers: { a b: c } }"))
                .containsExactly(
                        "3: listeners[0].tls.response-headers.a b: not such a name"
                                + " (expected: the name of a field that the balancer doesn't see to itself, unlike the others)");
        assertThat(problems("tls: { certificates: [a.pem], response-headers: { X-A: b, x-a: c } }"))
                .containsExactly(
                        "3: listeners[0].tls.response-headers.x-a: not such a name"
                                + " (expected: the name of a field that the balancer doesn't see to itself, unlike the others)");
        assertThat(problems("""
                tls:
                  certificates: [a.pem]
                  alpn: [spdy]
                  min-version: TLSv1.1
                  ciphers: [RC4-SHA]
                  client-certificates: { verify: never, ca-file: gone }
                  response-headers: { Content-Length: "1", X-A: "b\\nc" }
                  provider: openssl
                """))
                .contains(
                        "5: listeners[0].tls.alpn[0]: spdy (expected: one of h2, http/1.1)",
                        "6: listeners[0].tls.min-version: TLSv1.1 (expected: one of TLSv1.2, TLSv1.3)",
                        "8: listeners[0].tls.client-certificates.verify: never (expected: optional or required)",
                        "9: listeners[0].tls.response-headers.Content-Length: not such a name"
                                + " (expected: the name of a field that the balancer doesn't see to itself, unlike the others)",
                        "10: listeners[0].tls.provider: openssl (expected: one of auto, boringssl, jdk)")
                .anySatisfy(problem -> assertThat(problem)
                        .startsWith("7: listeners[0].tls.ciphers[0]: RC4-SHA (expected: one of ECDHE-"))
                .anySatisfy(problem -> assertThat(problem)
                        .startsWith("9: listeners[0].tls.response-headers.X-A: ")
                        .endsWith("(expected: printable ASCII)"))
                .anySatisfy(problem -> assertThat(problem).endsWith("DIR/gone: no such file"));
    }
}
