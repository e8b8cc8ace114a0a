package org.irilb.core.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Authorities whose certificates stand in a file, and who is believed for their sake. Stateless. */
public final class Authorities {

    private Authorities() {}

    /** @throws PemException if the file can't be used; the message begins with it */
    static List<X509Certificate> read(Path file) throws PemException {
        List<X509Certificate> authorities = PemFile.read(file).certificates();
        if (authorities.isEmpty()) {
            throw new PemException("no certificate (expected: those of authorities)").of(file);
        }
        return authorities;
    }

    /**
     * What verifies certificates by them.
     *
     * @throws PemException if the file can't be used; the message begins with it
     */
    public static TrustManagerFactory trust(Path file) throws PemException, GeneralSecurityException {
        List<X509Certificate> authorities = read(file);
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (X509Certificate authority : authorities) {
                store.setCertificateEntry(Integer.toString(store.size()), authority);
            }
            return trust(store);
        } catch (IOException e) {
            throw new IllegalStateException(e); // nothing is read
        }
    }

    /** @param store null for the authorities of the JVM */
    private static TrustManagerFactory trust(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory;
    }

    /** What verifies certificates by the authorities that the JVM knows. */
    static TrustManagerFactory trustOfTheJvm() throws GeneralSecurityException {
        return trust((KeyStore) null);
    }
}
