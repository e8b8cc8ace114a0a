package org.irilb.core.config;

/**
 * How TLS is spoken with one node.
 *
 * @param verify whether its certificate is verified
 * @param clientCertificate name of the certificate that it is shown if it asks for one; empty for the one of all nodes
 */
public record TlsOptions(boolean verify, String clientCertificate) {

    public static final TlsOptions STANDARD = new TlsOptions(true, "");

    /** The same, verified only if both wish it. */
    public TlsOptions verifiedIf(boolean wanted) {
        return new TlsOptions(verify && wanted, clientCertificate);
    }
}
