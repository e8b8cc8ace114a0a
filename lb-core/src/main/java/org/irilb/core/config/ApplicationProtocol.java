package org.irilb.core.config;

/** What is spoken over TLS; client and listener agree on it by ALPN (RFC 7301). */
public enum ApplicationProtocol {
    HTTP_2("h2"),
    HTTP_1_1("http/1.1");

    private final String label;

    ApplicationProtocol(String label) {
        this.label = label;
    }

    /** As in the IANA's registry, {@code http/1.1}. */
    public String label() {
        return label;
    }
}
