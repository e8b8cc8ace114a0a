package org.irilb.core.tls;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Reads small files, and says in plain words why one can't be read. Pipes and devices, whose end may never come, aren't
 * opened. Stateless.
 */
final class FileBytes {

    private FileBytes() {}

    static byte[] read(Path file) throws PemException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new PemException("can't be read: not a regular file");
        }
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new PemException("no such file", e);
        } catch (AccessDeniedException e) {
            throw new PemException("may not be read (expected: read permission)", e);
        } catch (IOException e) {
            throw new PemException("can't be read: " + e.getMessage(), e);
        }
    }
}
