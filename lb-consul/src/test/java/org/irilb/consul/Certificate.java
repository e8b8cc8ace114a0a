package org.irilb.consul;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A self-signed certificate for 127.0.0.1, made by the JDK's own tool. */
record Certificate(Path keystore, Path pem) {

    static final String PASSWORD = "password";

    static Certificate create(Path directory) throws IOException, InterruptedException {
        Files.createDirectory(directory);
        Path keystore = directory.resolve("keys.p12");
        Path pem = directory.resolve("cert.pem");
        keytool(keystore, "-genkeypair", "-keyalg", "EC", "-dname", "CN=consul", "-ext", "san=ip:127.0.0.1");
        keytool(keystore, "-exportcert", "-rfc", "-file", pem.toString());
        return new Certificate(keystore, pem);
    }

    private static void keytool(Path keystore, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of(
                "-keystore", keystore.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD, "-alias", "consul"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IOException("keytool: " + output);
        }
    }
}
