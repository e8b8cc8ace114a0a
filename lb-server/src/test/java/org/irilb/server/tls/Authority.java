package org.irilb.server.tls;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;

/** An authority for one test. One thread's. */
final class Authority {

    private final Path directory;
    private final X509Bundle root;

    private Authority(Path directory, X509Bundle root) {
        this.directory = directory;
        this.root = root;
    }

    /** @param directory where its files go */
    static Authority create(Path directory, String name) throws Exception {
        X509Bundle root = new CertificateBuilder()
                .subject("CN=" + name)
                .ecp256()
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
        Files.writeString(directory.resolve(name + ".ca"), root.getCertificatePEM());
        return new Authority(directory, root);
    }

    /** Its own certificate. */
    Path file() {
        return directory.resolve(
                root.getCertificate().getSubjectX500Principal().getName().substring(3) + ".ca");
    }

    /** What is issued for nobody's name yet, valid for a day. */
    static CertificateBuilder draft(String name) {
        return new CertificateBuilder()
                .subject("CN=" + name)
                .ecp256()
                .notBefore(Instant.now().minus(Duration.ofDays(1)))
                .notAfter(Instant.now().plus(Duration.ofDays(1)));
    }

    /** Issues a certificate; it and its key are in the file that is returned. */
    Path issue(String name, UnaryOperator<CertificateBuilder> details) throws Exception {
        return write(name, details.apply(draft(name)).buildIssuedBy(root));
    }

    Path write(String name, X509Bundle made) throws IOException {
        return Files.writeString(
                directory.resolve(name + ".pem"), made.getCertificatePathPEM() + made.getPrivateKeyPEM());
    }
}
