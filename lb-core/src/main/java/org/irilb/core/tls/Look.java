package org.irilb.core.tls;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.irilb.core.config.CertificateFiles;
import org.irilb.core.config.ClientCertificateConfig;
import org.irilb.core.config.TlsConfig;

/**
 * All that stood in the files of a listener when they were looked at. Two looks are equal if they found the same.
 *
 * @param certificates what stood in the files of each, in their order
 * @param authorities whose client certificates are believed; none if clients aren't asked
 */
record Look(Map<CertificateFiles, Found> certificates, List<X509Certificate> authorities) {

    /**
     * What stood in the files of a certificate.
     *
     * @param bytes empty if they can't be read
     * @param problem why not, beginning with the file
     * @param staples whether what an issuer says of revocation can be handed to clients
     */
    record Found(Optional<CertificateBytes> bytes, String problem, boolean staples) {

        static Found in(CertificateFiles files, boolean staples) {
            try {
                return new Found(Optional.of(CertificateBytes.read(files)), "", staples);
            } catch (PemException e) {
                return new Found(Optional.empty(), e.getMessage(), staples);
            }
        }

        /** @throws PemException if it can't be used; the message begins with the file */
        HeldCertificate certificate() throws PemException {
            return HeldCertificate.of(bytes.orElseThrow(() -> new PemException(problem)), staples);
        }
    }

    /**
     * Looks at the files.
     *
     * @throws PemException if they can't be listed, there are none, or the authorities can't be read; the message begins
     *     with the file
     * @throws IllegalArgumentException if the provider asked for doesn't work on this machine
     */
    static Look at(TlsConfig config) throws PemException {
        boolean staples = Library.staples(config.provider());
        Map<CertificateFiles, Found> certificates = new LinkedHashMap<>();
        for (CertificateFiles files : CertificateListing.of(config.certificates())) {
            certificates.put(files, Found.in(files, staples));
        }
        if (certificates.isEmpty()) {
            throw new PemException("no certificate (expected: at least one)").of(config.certificates());
        }
        Optional<Path> authorities = config.clientCertificates().map(ClientCertificateConfig::caFile);
        return new Look(certificates, authorities.isPresent() ? Authorities.read(authorities.get()) : List.of());
    }

    /** What is wrong with each certificate that can't be used, beginning with the file. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        for (Found found : certificates.values()) {
            try {
                found.certificate();
            } catch (PemException e) {
                problems.add(e.getMessage());
            }
        }
        return problems;
    }
}
