package org.irilb.core.metrics;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A certificate that clients of a listener get.
 *
 * @param listener name of the listener
 * @param file where it stands
 * @param chain the certificate itself first, those that certify it behind it
 * @param problem why what stands in the file now isn't taken, so that this one stays; empty if nothing is wrong
 */
public record CertificateStatus(String listener, String file, List<X509Certificate> chain, Optional<String> problem) {

    /** The certificate itself. */
    public X509Certificate certificate() {
        return chain.get(0);
    }

    /** When it expires. */
    public Instant until() {
        return certificate().getNotAfter().toInstant();
    }
}
