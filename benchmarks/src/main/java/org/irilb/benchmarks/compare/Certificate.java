package org.irilb.benchmarks.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What all contestants show to clients of TLS: a certificate of its own for each run, signed by itself, with an ECDSA
 * key on P-256.
 *
 * @param file the certificate and its key, PEM
 */
record Certificate(Path file) {

    /** What iri-lb agrees on with clients of OpenSSL and the JDK, and what HAProxy is held to. */
    static final String CIPHER_SUITE = "TLS_AES_256_GCM_SHA384";

    /** Has openssl make one in {@code directory}. */
    static Certificate make(Path directory) throws IOException, InterruptedException {
        Path key = directory.resolve("key.pem");
        Path certificate = directory.resolve("certificate.pem");
        Path output = directory.resolve("openssl.log");
        List<String> command = new ArrayList<>(List.of("openssl", "req", "-x509", "-nodes", "-days", "2"));
        command.addAll(List.of("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-subj", "/CN=localhost"));
        command.addAll(List.of("-keyout", key.toString(), "-out", certificate.toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (process.waitFor() != 0) {
            throw new IOException("openssl failed: " + Files.readString(output));
        }
        return new Certificate(Files.writeString(
                directory.resolve("full.pem"), Files.readString(certificate) + Files.readString(key)));
    }
}
