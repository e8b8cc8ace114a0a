package org.irilb.core.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.util.io.pem.PemHeader;
import org.bouncycastle.util.io.pem.PemObject;

/** The private keys of PEM files, RSA and those of elliptic curves. Stateless. */
final class PemKey {

    private static final String ENCRYPTED =
            "the key is encrypted (expected: one without a passphrase; openssl pkey -in OLD -out NEW writes it)";

    private PemKey() {}

    static PrivateKey parse(PemObject object) throws PemException {
        if (object.getType().startsWith("ENCRYPTED ") || isEncryptedByHeader(object)) {
            throw new PemException(ENCRYPTED);
        }
        try {
            return key(info(object));
        } catch (IOException | GeneralSecurityException | RuntimeException e) { // the parser throws what it meets
            throw new PemException("a key that can't be understood: " + e.getMessage(), e);
        }
    }

    /** RFC 1421, section 4.6.1.1, which OpenSSL's older formats follow. */
    private static boolean isEncryptedByHeader(PemObject object) {
        for (Object header : object.getHeaders()) {
            if (((PemHeader) header).getValue().contains("ENCRYPTED")) {
                return true;
            }
        }
        return false;
    }

    private static PrivateKeyInfo info(PemObject object) throws IOException, PemException {
        byte[] content = object.getContent();
        return switch (object.getType()) {
            case "PRIVATE KEY" -> PrivateKeyInfo.getInstance(content);
            case "RSA PRIVATE KEY" ->
                new PrivateKeyInfo(
                        new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
                        RSAPrivateKey.getInstance(content));
            case "EC PRIVATE KEY" -> {
                ECPrivateKey key = ECPrivateKey.getInstance(content);
                yield new PrivateKeyInfo(
                        new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, key.getParametersObject()), key);
            }
            default -> throw unsuitable(object.getType());
        };
    }

    private static PrivateKey key(PrivateKeyInfo info) throws IOException, GeneralSecurityException, PemException {
        PrivateKey key = factory(info.getPrivateKeyAlgorithm().getAlgorithm())
                .generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded()));
        return switch (key.getAlgorithm()) {
            case "RSA", "EC" -> key;
            default -> throw unsuitable("key of algorithm " + key.getAlgorithm());
        };
    }

    private static KeyFactory factory(ASN1ObjectIdentifier algorithm) throws PemException {
        boolean ec = algorithm.equals(X9ObjectIdentifiers.id_ecPublicKey); // the JDK knows it by name only
        try {
            return KeyFactory.getInstance(ec ? "EC" : algorithm.getId());
        } catch (NoSuchAlgorithmException e) {
            throw unsuitable("key of algorithm " + algorithm);
        }
    }

    private static PemException unsuitable(String what) {
        return new PemException(what + " (expected: an RSA or EC key)");
    }
}
