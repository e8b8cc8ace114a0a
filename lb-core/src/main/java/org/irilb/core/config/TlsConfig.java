package org.irilb.core.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * TLS of a listener.
 *
 * @param certificates at least one; a client gets one for the name that it asks for, or else the first
 * @param strictSni whether clients that ask for a name of no certificate, or for none, are turned away instead
 * @param alpn what is spoken, best first
 * @param minVersion the oldest version that is taken
 * @param ciphers the suites of TLS 1.2 that are taken, best first
 * @param clientCertificates whether clients are asked for certificates
 * @param responseHeaders fields that every answer carries, whatever a node says of them, by their names
 * @param provider who does the cryptography
 */
public record TlsConfig(
        List<CertificateFiles> certificates,
        boolean strictSni,
        List<ApplicationProtocol> alpn,
        TlsVersion minVersion,
        List<CipherSuite> ciphers,
        Optional<ClientCertificateConfig> clientCertificates,
        Map<String, String> responseHeaders,
        TlsProvider provider) {

    public TlsConfig {
        certificates = List.copyOf(certificates);
        alpn = List.copyOf(alpn);
        ciphers = List.copyOf(ciphers);
        responseHeaders = Checks.fields(responseHeaders);
        if (certificates.isEmpty()) {
            throw new IllegalArgumentException("certificates: none (expected: at least one)");
        }
        if (ciphers.isEmpty() && minVersion == TlsVersion.TLS_1_2) {
            throw new IllegalArgumentException("ciphers: none (expected: at least one for " + minVersion.label() + ")");
        }
    }

    /** The same, with other certificates. */
    public TlsConfig with(List<CertificateFiles> certificates) {
        return new TlsConfig(
                certificates, strictSni, alpn, minVersion, ciphers, clientCertificates, responseHeaders, provider);
    }
}
