package org.irilb.server.config;

/** How an authority is shown that a host is ours. */
public enum AcmeChallenge {
    /** By an answer over plain HTTP, port 80 (RFC 8555, section 8.3). */
    HTTP_01("http-01"),
    /** By a certificate over TLS, port 443 (RFC 8737). */
    TLS_ALPN_01("tls-alpn-01");

    private final String label;

    AcmeChallenge(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }
}
