package org.irilb.server.acme;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import org.irilb.core.tls.Authorities;
import org.irilb.core.tls.PemException;

/** TLS with somebody whose certificate hangs on given ones. Stateless. */
final class TrustedTls {

    private TrustedTls() {}

    /** @throws IOException if the file can't be used; with a message that names it */
    static SSLContext context(Path authorities) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, Authorities.trust(authorities).getTrustManagers(), null);
            return context;
        } catch (PemException | GeneralSecurityException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
