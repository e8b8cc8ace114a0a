package org.irilb.consul;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A self-signed certificate, made by the JDK's own tool.
 *
 * @param keystore the key and the certificate
 * @param truststore the certificate, to be trusted
 * @param pem the certificate
 * @param key its private key, in PKCS 8
 */
record Certificate(Path keystore, Path truststore, Path pem, Path key) {

    static final String PASSWORD = "password";
    private static final String ALIAS = "consul";

    /** For 127.0.0.1. */
    static Certificate create(Path directory) throws IOException, InterruptedException {
        return create(directory, "ip:127.0.0.1");
    }

    /** @param name whom it is for, as keytool writes it */
    static Certificate create(Path directory, String name) throws IOException, InterruptedException {
        Files.createDirectory(directory);
        Path keystore = directory.resolve("keys.p12");
        Path truststore = directory.resolve("trust.p12");
        Path pem = directory.resolve("cert.pem");
        keytool(keystore, "-genkeypair", "-keyalg", "EC", "-dname", "CN=consul", "-ext", "san=" + name);
        keytool(keystore, "-exportcert", "-rfc", "-file", pem.toString());
        keytool(truststore, "-importcert", "-noprompt", "-file", pem.toString());
        Path key = Files.writeString(directory.resolve("key.pem"), privateKey(keystore));
        return new Certificate(keystore, truststore, pem, key);
    }

    private static String privateKey(Path keystore) throws IOException {
        char[] password = PASSWORD.toCharArray();
        try (InputStream in = Files.newInputStream(keystore)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, password);
            byte[] key = keys.getKey(ALIAS, password).getEncoded();
            return "-----BEGIN PRIVATE KEY-----\n"
                    + Base64.getMimeEncoder().encodeToString(key)
                    + "\n-----END PRIVATE KEY-----\n";
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static void keytool(Path keystore, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of(
                "-keystore", keystore.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD, "-alias", ALIAS));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IOException("keytool: " + output);
        }
    }
}
