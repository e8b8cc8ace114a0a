package org.irilb.benchmarks.compare;

/** How a contestant's clients reach it. */
enum Wire {
    CLEAR("http"),

    /** TLS 1.3 with one cipher suite for all and a certificate of this run; see {@link Certificate}. */
    TLS("https");

    private final String scheme;

    Wire(String scheme) {
        this.scheme = scheme;
    }

    String scheme() {
        return scheme;
    }

    /** What a contestant's configuration says of the further port that takes TLS, or nothing. */
    String bind(Contestant contestant, int port, Certificate certificate) {
        if (this == CLEAR) {
            return "";
        }
        return contestant == Contestant.IRI_LB
                ? "  - { name: iri_tls, bind: \"127.0.0.1:" + port + "\", max-connections: 12000,"
                        + " tls: { certificates: [\"" + certificate.file() + "\"], min-version: TLSv1.3 } }"
                : "    bind 127.0.0.1:" + port + " backlog 4096 ssl crt " + certificate.file()
                        + " ssl-min-ver TLSv1.3 ciphersuites " + Certificate.CIPHER_SUITE;
    }
}
