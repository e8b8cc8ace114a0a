package org.irilb.core.tls;

import io.netty.handler.ssl.OpenSsl;
import org.irilb.core.config.TlsProvider;

/** Which of the two libraries speaks TLS. Stateless. */
final class Library {

    private Library() {}

    /**
     * Whether it is BoringSSL, or else the JDK's.
     *
     * @throws IllegalArgumentException if the one asked for doesn't work on this machine
     */
    static boolean isBoringSsl(TlsProvider choice) {
        return switch (choice) {
            case AUTO -> OpenSsl.isAvailable();
            case BORINGSSL -> {
                if (!OpenSsl.isAvailable()) {
                    throw new IllegalArgumentException(
                            "provider: boringssl doesn't work on this machine ("
                                    + OpenSsl.unavailabilityCause().getMessage() + ")",
                            OpenSsl.unavailabilityCause());
                }
                yield true;
            }
            case JDK -> false;
        };
    }

    /**
     * Whether it hands clients what issuers say of a certificate's revocation; the JDK's only what it fetches by itself.
     *
     * @throws IllegalArgumentException if the one asked for doesn't work on this machine
     */
    static boolean staples(TlsProvider choice) {
        return isBoringSsl(choice);
    }
}
