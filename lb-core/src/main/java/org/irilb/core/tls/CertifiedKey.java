package org.irilb.core.tls;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.irilb.core.config.CertificateFiles;

/**
 * A private key and the certificates that say whose it is. Who has one can rely on it that they belong together.
 *
 * @param chain the key's own certificate first, each other one being that of the issuer of the one before (RFC 5246,
 *     section 7.4.2)
 */
public record CertifiedKey(PrivateKey key, List<X509Certificate> chain) {

    /** What OpenSSL asks for at its security level 2, Debian's (SSL_CTX_set_security_level(3)): as good as 112 bits. */
    private static final int LEAST_RSA_BITS = 2048;

    public CertifiedKey {
        chain = List.copyOf(chain);
    }

    /**
     * Reads key and certificates from where they stand.
     *
     * @throws PemException if one of the files can't be used, or they don't belong together; the message begins with the
     *     file
     */
    public static CertifiedKey read(CertificateFiles files) throws PemException {
        return CertificateBytes.read(files).certifiedKey();
    }

    /** @throws PemException if something is missing, or they don't belong together */
    static CertifiedKey of(List<X509Certificate> chain, Optional<PrivateKey> key) throws PemException {
        if (chain.isEmpty()) {
            throw new PemException("no certificate (expected: one, and those that certify it behind it)");
        }
        if (key.isEmpty()) {
            throw new PemException("no key (expected: the certificate's private key)");
        }
        if (!belongTogether(key.get(), chain.get(0).getPublicKey())) {
            throw new PemException("the key isn't that of the first certificate, "
                    + chain.get(0).getSubjectX500Principal());
        }
        for (X509Certificate certificate : chain) {
            requireStrong(certificate);
        }
        for (int i = 1; i < chain.size(); i++) {
            if (!isIssuedBy(chain.get(i - 1), chain.get(i))) {
                throw new PemException("certificate " + (i + 1) + ", "
                        + chain.get(i).getSubjectX500Principal() + " (expected: that of the issuer of the one before, "
                        + chain.get(i - 1).getIssuerX500Principal() + ")");
            }
        }
        return new CertifiedKey(key.get(), chain);
    }

    private static void requireStrong(X509Certificate certificate) throws PemException {
        if (certificate.getPublicKey() instanceof RSAPublicKey key
                && key.getModulus().bitLength() < LEAST_RSA_BITS) {
            throw new PemException("the key of " + certificate.getSubjectX500Principal() + " has "
                    + key.getModulus().bitLength() + " bits (expected: at least " + LEAST_RSA_BITS + " for RSA)");
        }
    }

    private static boolean belongTogether(PrivateKey key, PublicKey certified) {
        if (!key.getAlgorithm().equals(certified.getAlgorithm())) {
            return false;
        }
        byte[] something = {1, 2, 3};
        try {
            Signature signature =
                    Signature.getInstance(key.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA");
            signature.initSign(key);
            signature.update(something);
            byte[] signed = signature.sign();
            signature.initVerify(certified);
            signature.update(something);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static boolean isIssuedBy(X509Certificate certificate, X509Certificate issuer) {
        if (!certificate.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) {
            return false;
        }
        try {
            certificate.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** The key's own certificate. */
    public X509Certificate certificate() {
        return chain.get(0);
    }

    /** Why it may not be used at a time, if it may not: it has expired, or isn't valid yet. */
    Optional<String> problemAt(Instant time) {
        Instant from = certificate().getNotBefore().toInstant();
        Instant until = certificate().getNotAfter().toInstant();
        if (time.isAfter(until)) {
            return Optional.of("expired at " + until);
        }
        return time.isBefore(from) ? Optional.of("not valid before " + from) : Optional.empty();
    }
}
