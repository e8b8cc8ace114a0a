package org.irilb.core.config;

/** Who does the cryptography of TLS. */
public enum TlsProvider {
    /** BoringSSL where it loads, else the JDK. */
    AUTO,
    /** Native, and several times as fast. */
    BORINGSSL,
    JDK
}
