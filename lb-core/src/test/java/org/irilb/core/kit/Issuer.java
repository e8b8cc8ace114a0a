package org.irilb.core.kit;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** An authority that issues certificates for tests. Immutable. */
public final class Issuer {

    private final X509Bundle root;

    private Issuer(X509Bundle root) {
        this.root = root;
    }

    public static Issuer named(String name) {
        return new Issuer(built(() -> new CertificateBuilder()
                .subject("CN=" + name)
                .ecp256()
                .setIsCertificateAuthority(true)
                .buildSelfSigned()));
    }

    /** An authority that this one vouches for. */
    public Issuer intermediate(String name) {
        return new Issuer(built(() -> new CertificateBuilder()
                .subject("CN=" + name)
                .ecp256()
                .setIsCertificateAuthority(true)
                .buildIssuedBy(root)));
    }

    /** For a host, with a key of an elliptic curve, valid from yesterday for a month. */
    public X509Bundle issue(String host) {
        return issue(host, draft -> draft);
    }

    public X509Bundle issue(String host, UnaryOperator<CertificateBuilder> details) {
        CertificateBuilder draft = new CertificateBuilder()
                .subject("CN=" + host)
                .addSanDnsName(host)
                .ecp256()
                .notBefore(Instant.now().minus(Duration.ofDays(1)))
                .notAfter(Instant.now().plus(Duration.ofDays(30)));
        return built(() -> details.apply(draft).buildIssuedBy(root));
    }

    public X509Certificate certificate() {
        return root.getCertificate();
    }

    /** Its own key. */
    public String keyPem() {
        return root.getPrivateKeyPEM();
    }

    /** Certificates, leaf first, and the key behind them. */
    public static String pem(X509Bundle issued) {
        return issued.getCertificatePathPEM() + issued.getPrivateKeyPEM();
    }

    /** Writes {@link #pem} to a file of {@code directory}. */
    public static Path write(X509Bundle issued, Path directory, String name) {
        return write(pem(issued), directory.resolve(name));
    }

    public static Path write(String text, Path file) {
        try {
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes its own certificate to a file of {@code directory}. */
    public Path writeOwn(Path directory, String name) {
        return write(root.getCertificatePEM(), directory.resolve(name));
    }

    /** A client that believes whom this authority vouches for. */
    public SSLContext client() {
        return built(() -> {
            KeyStore known = KeyStore.getInstance(KeyStore.getDefaultType());
            known.load(null, null);
            known.setCertificateEntry("root", root.getCertificate());
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(known);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        });
    }

    @FunctionalInterface
    private interface Making<T> {
        T make() throws Exception;
    }

    private static <T> T built(Making<T> making) {
        try {
            return making.make();
        } catch (Exception e) {
            throw new IllegalStateException(e); // a draft that can't be built is the test's fault
        }
    }
}
