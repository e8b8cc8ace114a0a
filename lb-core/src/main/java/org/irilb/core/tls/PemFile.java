package org.irilb.core.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;

/**
 * What stands in a file in PEM (RFC 7468): certificates, in their order, and at most one private key, in PKCS #8, or as
 * OpenSSL writes it, in PKCS #1 (RFC 8017, appendix A.1.2) or SEC 1 (RFC 5915). All else is passed over.
 *
 * @param certificates may be none
 * @param key in the clear; an encrypted one is refused
 */
public record PemFile(List<X509Certificate> certificates, Optional<PrivateKey> key) {

    public PemFile {
        certificates = List.copyOf(certificates);
    }

    /** @throws PemException if it can't be read, or isn't what it should be; the message begins with the file */
    public static PemFile read(Path file) throws PemException {
        try {
            return parse(FileBytes.read(file));
        } catch (PemException e) {
            throw e.of(file);
        }
    }

    /** @throws PemException if {@code content} isn't what it should be */
    public static PemFile parse(byte[] content) throws PemException {
        List<X509Certificate> certificates = new ArrayList<>();
        Optional<PrivateKey> key = Optional.empty();
        try (PemReader reader =
                new PemReader(new InputStreamReader(new ByteArrayInputStream(content), StandardCharsets.ISO_8859_1))) {
            PemObject object;
            while ((object = reader.readPemObject()) != null) {
                if (object.getType().endsWith("CERTIFICATE")) {
                    certificates.add(certificate(object));
                } else if (object.getType().endsWith("PRIVATE KEY")) {
                    if (key.isPresent()) {
                        throw new PemException("a second key (expected: one)");
                    }
                    key = Optional.of(PemKey.parse(object));
                }
            }
        } catch (IOException | IllegalStateException e) { // the latter is the decoder's
            throw new PemException("malformed: " + e.getMessage() + " (expected: PEM)", e);
        }
        return new PemFile(certificates, key);
    }

    private static X509Certificate certificate(PemObject object) throws PemException {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(object.getContent()));
        } catch (CertificateException e) {
            throw new PemException("a certificate that can't be understood: " + e.getMessage(), e);
        }
    }
}
