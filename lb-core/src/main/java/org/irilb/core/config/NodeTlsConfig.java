package org.irilb.core.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How TLS is spoken with all nodes. Files are PEM, and read again when they change.
 *
 * @param caFile certificates that those of nodes are verified with; empty for those of the JVM
 * @param certFile what is shown to nodes that ask for a certificate: it, and those that it was signed with; empty for
 *     nothing
 * @param keyFile its private key; empty if that is in {@code certFile}, too
 * @param certDirectory where the certificates are that single nodes name, each with its key in a file; empty for nowhere
 * @param provider who does the cryptography
 */
public record NodeTlsConfig(
        Optional<Path> caFile,
        Optional<Path> certFile,
        Optional<Path> keyFile,
        Optional<Path> certDirectory,
        TlsProvider provider) {

    public static final NodeTlsConfig STANDARD =
            new NodeTlsConfig(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), TlsProvider.AUTO);

    public NodeTlsConfig {
        if (keyFile.isPresent() && certFile.isEmpty()) {
            throw new IllegalArgumentException("key-file: without cert-file (expected: both, or none)");
        }
    }
}
