package org.irilb.core.tls;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A certificate that was found right, and what it was made from. Immutable.
 *
 * @param bytes what stood in its files
 * @param staple what is handed to clients with it
 */
record HeldCertificate(CertificateBytes bytes, CertifiedKey certified, Optional<OcspStaple> staple) {

    private static final Logger LOG = LoggerFactory.getLogger(HeldCertificate.class);

    /**
     * What stands in the files, if it may be used.
     *
     * @throws PemException if not; the message begins with the file
     */
    static HeldCertificate of(CertificateBytes bytes) throws PemException {
        CertifiedKey certified = bytes.certifiedKey();
        return new HeldCertificate(bytes, certified, staple(bytes, certified));
    }

    /** A certificate is of use without. */
    private static Optional<OcspStaple> staple(CertificateBytes bytes, CertifiedKey certified) {
        try {
            return bytes.staple(certified);
        } catch (PemException e) {
            LOG.warn("{}; it isn't handed to clients", e.getMessage());
            return Optional.empty();
        }
    }
}
