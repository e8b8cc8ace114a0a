package org.irilb.core.config;

import java.util.Arrays;
import java.util.List;

/**
 * The cipher suites of TLS 1.2 that a listener may take. All agree on their keys anew for each session (forward
 * secrecy); those of TLS 1.3 are always taken and aren't among them.
 */
public enum CipherSuite {
    ECDHE_ECDSA_AES128_GCM_SHA256("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"),
    ECDHE_RSA_AES128_GCM_SHA256("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"),
    ECDHE_ECDSA_AES256_GCM_SHA384("TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"),
    ECDHE_RSA_AES256_GCM_SHA384("TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"),
    ECDHE_ECDSA_CHACHA20_POLY1305("TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256"),
    ECDHE_RSA_CHACHA20_POLY1305("TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256"),
    ECDHE_ECDSA_AES128_SHA("TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA"),
    ECDHE_RSA_AES128_SHA("TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA"),
    ECDHE_ECDSA_AES256_SHA("TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA"),
    ECDHE_RSA_AES256_SHA("TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA");

    /** Those that authenticate what they encrypt (AEAD); RFC 9325, section 4.2. */
    public static final List<CipherSuite> STRONG = Arrays.stream(values())
            .filter(suite -> !suite.standardName.contains("_CBC_"))
            .toList();

    private final String standardName;

    CipherSuite(String standardName) {
        this.standardName = standardName;
    }

    /** As OpenSSL calls it: suites of TLS 1.3 have one name everywhere. */
    public static String openSslName(String standardName) {
        return Arrays.stream(values())
                .filter(suite -> suite.standardName.equals(standardName))
                .map(CipherSuite::openSslName)
                .findFirst()
                .orElse(standardName);
    }

    /** As in the IANA's registry, {@code TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256}. */
    public String standardName() {
        return standardName;
    }

    /** As OpenSSL and HAProxy call it, {@code ECDHE-RSA-AES128-GCM-SHA256}. */
    public String openSslName() {
        return name().replace('_', '-');
    }
}
