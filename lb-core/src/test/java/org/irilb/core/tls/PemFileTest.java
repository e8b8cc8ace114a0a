package org.irilb.core.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.pkitesting.CertificateBuilder.Algorithm;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.util.io.pem.PemHeader;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;
import org.irilb.core.kit.Issuer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PemFileTest {

    private static final ASN1ObjectIdentifier P256 = new ASN1ObjectIdentifier("1.2.840.10045.3.1.7");

    private static final Issuer ISSUER = Issuer.named("pem");
    private static final X509Bundle EC = ISSUER.issue("a.example");
    private static final X509Bundle RSA = ISSUER.issue("a.example", draft -> draft.algorithm(Algorithm.rsa2048));

    @TempDir
    private Path dir;

    private static final AlgorithmIdentifier UNKNOWN = new AlgorithmIdentifier(new ASN1ObjectIdentifier("1.2.3.4"));

    private static PemFile parse(String text) throws PemException {
        return PemFile.parse(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String pem(String type, byte[] content, PemHeader... headers) throws IOException {
        StringWriter text = new StringWriter();
        try (PemWriter writer = new PemWriter(text)) {
            writer.writeObject(new PemObject(type, List.of(headers), content));
        }
        return text.toString();
    }

    @Test
    void keysAreReadInEachOfTheirForms() throws Exception {
        PrivateKey ec = EC.getKeyPair().getPrivate();
        PrivateKey rsa = RSA.getKeyPair().getPrivate();
        byte[] pkcs1 = PrivateKeyInfo.getInstance(rsa.getEncoded())
                .parsePrivateKey()
                .toASN1Primitive()
                .getEncoded();
        byte[] sec1 = new org.bouncycastle.asn1.sec.ECPrivateKey(256, ((ECPrivateKey) ec).getS(), P256).getEncoded();

        assertThat(parse(pem("PRIVATE KEY", ec.getEncoded())).key()).contains(ec);
        assertThat(parse(pem("PRIVATE KEY", rsa.getEncoded())).key()).contains(rsa);
        assertThat(parse(pem("RSA PRIVATE KEY", pkcs1)).key()).contains(rsa);
        PemFile sec = parse(pem("EC PARAMETERS", P256.getEncoded()) + pem("EC PRIVATE KEY", sec1));
        assertThat(sec.key())
                .map(ECPrivateKey.class::cast)
                .map(ECPrivateKey::getS)
                .contains(((ECPrivateKey) ec).getS());
    }

    @Test
    void certificatesAreReadInTheirOrderWhateverStandsBetweenThem() throws Exception {
        Issuer intermediate = ISSUER.intermediate("between");
        String text = "Subject: CN=a.example\n"
                + RSA.getCertificatePEM().replace("\n", "\r\n")
                + pem("DH PARAMETERS", new byte[] {48, 0})
                + "# the issuer's\n"
                + pem("TRUSTED CERTIFICATE", intermediate.certificate().getEncoded());

        PemFile file = parse(text);

        assertThat(file.certificates()).containsExactly(RSA.getCertificate(), intermediate.certificate());
        assertThat(file.key()).isEmpty();
        assertThat(parse("")).isEqualTo(new PemFile(List.of(), Optional.empty()));
    }

    @Test
    void whatCannotBeUsedIsNamed() throws Exception {
        String key = EC.getPrivateKeyPEM();
        String encrypted = "the key is encrypted (expected: one without a passphrase;"
                + " openssl pkey -in OLD -out NEW writes it)";

        assertRefused(pem("ENCRYPTED PRIVATE KEY", new byte[] {48, 0}), encrypted);
        assertRefused(pem("RSA PRIVATE KEY", new byte[] {1}, new PemHeader("Proc-Type", "4,ENCRYPTED")), encrypted);
        assertRefused(pem("DSA PRIVATE KEY", new byte[] {48, 0}), "DSA PRIVATE KEY (expected: an RSA or EC key)");
        assertRefused(
                ISSUER.issue("a", draft -> draft.algorithm(Algorithm.ed25519)).getPrivateKeyPEM(),
                "key of algorithm EdDSA (expected: an RSA or EC key)");
        assertRefused(
                pem("PRIVATE KEY", new PrivateKeyInfo(UNKNOWN, DERNull.INSTANCE).getEncoded()),
                "key of algorithm 1.2.3.4 (expected: an RSA or EC key)");
        assertRefused(key + key, "a second key (expected: one)");
        assertRefused(pem("PRIVATE KEY", new byte[] {48, 3, 2, 1, 0}), "a key that can't be understood: ");
        assertRefused(pem("CERTIFICATE", new byte[] {48, 0}), "a certificate that can't be understood: ");
    }

    @Test
    void halfAFileIsNoFile() {
        String whole = EC.getCertificatePEM();
        String half = whole.substring(0, whole.length() / 2);

        assertRefused(half, "malformed: ");
        assertRefused(half + "\n-----END CERTIFICATE-----\n", "");
        assertRefused(whole.replace("MII", "M!!"), "");
    }

    @Test
    void fileIsNamed() {
        Path gone = dir.resolve("gone.pem");

        assertThatThrownBy(() -> PemFile.read(gone))
                .isInstanceOf(PemException.class)
                .hasMessage(gone + ": no such file");
        assertThatThrownBy(() -> PemFile.read(Issuer.write(EC.getPrivateKeyPEM().repeat(2), dir.resolve("two"))))
                .hasMessage(dir.resolve("two") + ": a second key (expected: one)");
        assertThatThrownBy(() -> PemFile.read(dir)).hasMessage(dir + ": can't be read: not a regular file");
        assertThatThrownBy(() -> PemFile.read(Path.of("/dev/null")))
                .hasMessage("/dev/null: can't be read: not a regular file");
    }

    private static void assertRefused(String text, String message) {
        assertThatThrownBy(() -> parse(text)).isInstanceOf(PemException.class).hasMessageStartingWith(message);
    }
}
