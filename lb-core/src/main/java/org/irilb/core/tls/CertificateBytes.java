package org.irilb.core.tls;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.Arrays;
import java.util.Optional;
import org.irilb.core.config.CertificateFiles;
import org.jspecify.annotations.Nullable;

/** What stands in the files of a certificate, to be compared, and understood when it is another. Immutable. */
final class CertificateBytes {

    private final CertificateFiles files;
    private final byte[] crt;
    private final byte @Nullable [] key;
    private final byte @Nullable [] ocsp;

    private CertificateBytes(CertificateFiles files, byte[] crt, byte @Nullable [] key, byte @Nullable [] ocsp) {
        this.files = files;
        this.crt = crt;
        this.key = key;
        this.ocsp = ocsp;
    }

    /** @throws PemException if a file can't be read; the message begins with the file */
    static CertificateBytes read(CertificateFiles files) throws PemException {
        Path key = files.key().orElse(beside(files.crt(), ".key"));
        return new CertificateBytes(
                files,
                read(files.crt()),
                files.key().isPresent() || Files.exists(key) ? read(key) : null,
                Files.exists(ocsp(files)) ? read(ocsp(files)) : null);
    }

    private static byte[] read(Path file) throws PemException {
        try {
            return FileBytes.read(file);
        } catch (PemException e) {
            throw e.of(file);
        }
    }

    private static Path ocsp(CertificateFiles files) {
        return beside(files.crt(), ".ocsp");
    }

    private static Path beside(Path file, String extension) {
        return file.resolveSibling(file.getFileName() + extension);
    }

    CertificateFiles files() {
        return files;
    }

    /** @throws PemException if the certificate can't be used; the message begins with the file */
    CertifiedKey certifiedKey() throws PemException {
        try {
            PemFile pem = PemFile.parse(crt);
            Optional<PrivateKey> own = files.key().isPresent() ? Optional.empty() : pem.key();
            return CertifiedKey.of(
                    pem.certificates(),
                    own.isEmpty() && key != null ? PemFile.parse(key).key() : own);
        } catch (PemException e) {
            throw e.of(files.key().map(file -> files.crt() + " with " + file).orElse(files.toString()));
        }
    }

    /**
     * The answer of the certificate's issuer that it isn't revoked, if there is one.
     *
     * @throws PemException if there is one that can't be used; the message begins with the file
     */
    Optional<OcspStaple> staple(CertifiedKey certified) throws PemException {
        if (ocsp == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(OcspStaple.parse(ocsp, certified));
        } catch (PemException e) {
            throw e.of(ocsp(files));
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CertificateBytes that
                && files.equals(that.files)
                && Arrays.equals(crt, that.crt)
                && Arrays.equals(key, that.key)
                && Arrays.equals(ocsp, that.ocsp);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(crt);
    }
}
