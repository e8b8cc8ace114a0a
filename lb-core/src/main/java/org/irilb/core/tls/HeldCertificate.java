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
     * @param staples whether there can be a staple
     * @throws PemException if not; the message begins with the file
     */
    static HeldCertificate of(CertificateBytes bytes, boolean staples) throws PemException {
        CertifiedKey certified = bytes.certifiedKey();
        Optional<OcspStaple> staple = staple(bytes, certified);
        if (staple.isPresent() && !staples) {
            LOG.warn(
                    "{}: what its issuer says of revocation isn't handed to clients (expected: provider: boringssl)",
                    bytes.files());
            return new HeldCertificate(bytes, certified, Optional.empty());
        }
        return new HeldCertificate(bytes, certified, staple);
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
