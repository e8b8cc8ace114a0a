package org.irilb.server.acme;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.irilb.core.tls.PemException;
import org.irilb.core.tls.PemFile;

/** TLS with somebody whose certificate hangs on given ones. Stateless. */
final class TrustedTls {

    private TrustedTls() {}

    /** @throws IOException if the file can't be used; with a message that names it */
    static SSLContext context(Path authorities) throws IOException {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (X509Certificate certificate : PemFile.read(authorities).certificates()) {
                store.setCertificateEntry(Integer.toString(store.size()), certificate);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (PemException | GeneralSecurityException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
