package org.irilb.core.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.irilb.core.config.CertificateFiles;

/**
 * Which files hold the certificates of a listener. A directory stands for its files, and a file that isn't there for those
 * of the same name that end in {@code .ecdsa} and {@code .rsa} (HAProxy manual, chapter 5.1, "crt"). Stateless.
 */
final class CertificateListing {

    /** What stands beside a certificate and isn't one. */
    private static final List<String> COMPANIONS = List.of(".key", ".ocsp", ".issuer", ".sctl");

    private static final List<String> KINDS = List.of(".ecdsa", ".rsa");

    private CertificateListing() {}

    /** @throws PemException if a directory can't be read; the message begins with it */
    static List<CertificateFiles> of(List<CertificateFiles> configured) throws PemException {
        List<CertificateFiles> files = new ArrayList<>();
        for (CertificateFiles entry : configured) {
            if (Files.isDirectory(entry.crt())) {
                files.addAll(directory(entry.crt()));
            } else {
                files.addAll(file(entry));
            }
        }
        return files;
    }

    private static List<CertificateFiles> directory(Path directory) throws PemException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(CertificateListing::isCertificate)
                    .sorted()
                    .map(CertificateListing::alone)
                    .toList();
        } catch (IOException e) {
            throw new PemException("can't be read: " + e.getMessage(), e).of(directory);
        }
    }

    private static boolean isCertificate(Path file) {
        String name = file.getFileName().toString();
        return !name.startsWith(".") && COMPANIONS.stream().noneMatch(name::endsWith) && Files.isRegularFile(file);
    }

    private static List<CertificateFiles> file(CertificateFiles entry) {
        if (entry.key().isPresent() || Files.exists(entry.crt())) {
            return List.of(entry);
        }
        List<CertificateFiles> kinds = KINDS.stream()
                .map(kind -> entry.crt().resolveSibling(entry.crt().getFileName() + kind))
                .filter(Files::exists)
                .map(CertificateListing::alone)
                .toList();
        return kinds.isEmpty() ? List.of(entry) : kinds;
    }

    private static CertificateFiles alone(Path crt) {
        return new CertificateFiles(crt, Optional.empty());
    }
}
