package org.irilb.core.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a certificate and its private key stand, in PEM.
 *
 * @param crt the certificate, those that certify it behind it, and the key unless that stands elsewhere; or a directory
 *     of such files
 * @param key a file of its own for the key; without it, the key is in {@code crt} or in a file beside it that is called
 *     the same with {@code .key} behind it
 */
public record CertificateFiles(Path crt, Optional<Path> key) {

    /** The certificate's name, which stands for both files. */
    @Override
    public String toString() {
        return crt.toString();
    }
}
