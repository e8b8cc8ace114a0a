package org.irilb.server.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.irilb.core.config.NodeTlsConfig;
import org.irilb.core.config.TlsProvider;
import org.irilb.core.tls.NodeTls;

/** The keys below {@code node-tls}. */
final class NodeTlsReader {

    private final Source source;

    NodeTlsReader(Source source) {
        this.source = source;
    }

    NodeTlsConfig read(Section tls) {
        Optional<Path> ca = source.pem(tls, "ca-file");
        Optional<Path> certificate = source.pem(tls, "cert-file");
        Optional<Path> key = source.pem(tls, "key-file");
        if (key.isPresent() && certificate.isEmpty()) {
            tls.problem("key-file", "without cert-file (expected: both, or cert-file alone, or none)");
            key = Optional.empty();
        }
        Optional<Path> directory = tls.optional("cert-dir", source.path(), Optional.empty());
        directory
                .filter(path -> !Files.isDirectory(path))
                .ifPresent(path -> tls.problem("cert-dir", path + ": no directory (expected: one of PEM files)"));
        NodeTlsConfig config = new NodeTlsConfig(
                ca,
                certificate,
                key,
                directory,
                tls.value("provider", Kind.choice(TlsProvider.class), TlsProvider.AUTO));
        NodeTls.problem(config).ifPresent(problem -> tls.problem(keyOf(problem, ca), problem));
        return config;
    }

    private static String keyOf(String problem, Optional<Path> ca) {
        return ca.filter(file -> problem.startsWith(file + ":")).isPresent() ? "ca-file" : "cert-file";
    }
}
