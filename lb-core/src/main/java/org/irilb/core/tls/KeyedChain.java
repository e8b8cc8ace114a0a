package org.irilb.core.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A certificate, those that it was signed with, and its key. */
record KeyedChain(PrivateKey key, List<X509Certificate> chain) {

    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]*)-----END PRIVATE KEY-----", Pattern.DOTALL);

    static KeyedChain read(Path certFile, Path keyFile) throws IOException, GeneralSecurityException {
        Matcher key = KEY.matcher(text(keyFile));
        if (!key.find()) {
            throw new IOException(keyFile + ": no key (expected: BEGIN PRIVATE KEY)");
        }
        byte[] der = Base64.getMimeDecoder().decode(key.group(1));
        return new KeyedChain(key(der), certificates(certFile));
    }

    private static String text(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new IOException(file + ": no such file", e);
        }
    }

    private static PrivateKey key(byte[] der) throws GeneralSecurityException {
        try {
            return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (InvalidKeySpecException e) {
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der));
        }
    }

    static List<X509Certificate> certificates(Path file) throws IOException, GeneralSecurityException {
        String text = text(file);
        StringBuilder pem = new StringBuilder();
        Matcher found = Pattern.compile("-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----\n?")
                .matcher(text);
        while (found.find()) {
            pem.append(found.group());
        }
        if (pem.length() == 0) {
            throw new IOException(file + ": no certificate (expected: PEM)");
        }
        return CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(pem.toString().getBytes(StandardCharsets.US_ASCII)))
                .stream()
                .map(X509Certificate.class::cast)
                .toList();
    }
}
