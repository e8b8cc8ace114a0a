package org.irilb.core.tls;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.security.auth.x500.X500Principal;

/** Whom a client's certificate names. Stateless. */
public final class ClientSubject {

    private ClientSubject() {}

    /** The subject of the certificate that a client has shown, if it has, in printable ASCII (RFC 4514). */
    public static Optional<String> of(SSLSession session) {
        try {
            X509Certificate shown = (X509Certificate) session.getPeerCertificates()[0];
            return Optional.of(printable(shown.getSubjectX500Principal().getName(X500Principal.RFC2253)));
        } catch (SSLPeerUnverifiedException e) {
            return Optional.empty();
        }
    }

    /** What isn't printable is written as its bytes in UTF-8 (RFC 4514, section 2.4); nothing can end a line. */
    static String printable(String name) {
        StringBuilder text = new StringBuilder();
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            if (b >= ' ' && b <= '~') {
                text.append((char) b);
            } else {
                text.append(String.format("\\%02X", b & 0xff));
            }
        }
        return text.toString();
    }
}
