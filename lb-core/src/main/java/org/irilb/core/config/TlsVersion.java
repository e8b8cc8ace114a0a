package org.irilb.core.config;

/** A version of TLS; older ones are broken (RFC 8996). */
public enum TlsVersion {
    TLS_1_2("TLSv1.2"),
    TLS_1_3("TLSv1.3");

    private final String label;

    TlsVersion(String label) {
        this.label = label;
    }

    /** {@code TLSv1.2} or {@code TLSv1.3}. */
    public String label() {
        return label;
    }
}
