package org.irilb.server.acme;

import java.io.IOException;
import java.nio.file.Files;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.irilb.core.tls.CertifiedKey;
import org.irilb.core.tls.PemException;
import org.irilb.core.tls.PemFile;

/** The file that listeners have their certificate from: at first a placeholder, signed by itself. One thread's. */
final class CertificateFile {

    private static final String PLACEHOLDER = "iri-lb placeholder";
    private static final Duration PLACEHOLDER_LIFE = Duration.ofDays(365);

    private final PrivateFiles files;
    private final String name;
    private final List<String> domains;

    CertificateFile(PrivateFiles files, String name, List<String> domains) {
        this.files = files;
        this.name = name;
        this.domains = domains;
    }

    /** What an authority has issued for all the domains; nothing if there is no such thing, or it can't be read. */
    Optional<X509Certificate> issued() {
        try {
            return PemFile.read(files.path(name)).certificates().stream()
                    .findFirst()
                    .filter(certificate ->
                            !isPlaceholder(certificate) && names(certificate).containsAll(domains));
        } catch (PemException e) {
            return Optional.empty();
        }
    }

    private static boolean isPlaceholder(X509Certificate certificate) {
        return certificate.getIssuerX500Principal().getName().equals("CN=" + PLACEHOLDER);
    }

    /** RFC 5280, section 4.2.1.6. */
    private static List<String> names(X509Certificate certificate) {
        try {
            Collection<List<?>> names = Optional.ofNullable(certificate.getSubjectAlternativeNames())
                    .orElse(List.of());
            return names.stream()
                    .map(entry -> String.valueOf(entry.get(1)).toLowerCase(Locale.ROOT))
                    .toList();
        } catch (CertificateParsingException e) {
            return List.of();
        }
    }

    /**
     * Has something in the file that listeners can begin with.
     *
     * @return whether there was nothing
     */
    boolean fill() throws IOException {
        if (Files.exists(files.path(name))) {
            return false;
        }
        CertifiedKey placeholder = SelfSigned.make(
                PLACEHOLDER, domains, builder -> builder.notAfter(Instant.now().plus(PLACEHOLDER_LIFE)));
        files.write(name, pem(placeholder.chain(), placeholder.key()));
        return true;
    }

    void replace(Authority.Issued issued) throws IOException {
        files.write(name, pem(issued.chain(), issued.key().getPrivate()));
    }

    private static String pem(List<X509Certificate> chain, PrivateKey key) throws IOException {
        try {
            StringBuilder pem = new StringBuilder();
            for (X509Certificate certificate : chain) {
                pem.append(block("CERTIFICATE", certificate.getEncoded()));
            }
            return pem.append(block("PRIVATE KEY", key.getEncoded())).toString();
        } catch (CertificateEncodingException e) {
            throw new IOException("a certificate that can't be written: " + e.getMessage(), e);
        }
    }

    /** RFC 7468. */
    private static String block(String type, byte[] content) {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + type + "-----\n" + text + "\n-----END " + type + "-----\n";
    }
}
