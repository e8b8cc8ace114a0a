package org.irilb.server.acme;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A directory of keys, for the balancer's user only. One thread's. */
final class PrivateFiles {

    private static final FileAttribute<?> DIRECTORY_MODE = mode("rwx------");
    private static final FileAttribute<?> FILE_MODE = mode("rw-------");

    private final Path directory;

    private PrivateFiles(Path directory) {
        this.directory = directory;
    }

    /**
     * Makes the directory if it isn't there; one that is there stays as it is.
     *
     * @throws IOException if it can't be made, or not be written
     */
    static PrivateFiles in(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory, DIRECTORY_MODE);
        }
        if (!Files.isWritable(directory)) {
            throw new AccessDeniedException(directory.toString(), null, "no write permission");
        }
        return new PrivateFiles(directory);
    }

    private static FileAttribute<?> mode(String mode) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode));
    }

    Path path(String name) {
        return directory.resolve(name);
    }

    /** Replaces a file as a whole, so that nobody ever reads half of it, also behind a loss of power. */
    void write(String name, String text) throws IOException {
        Path next = path(name + ".tmp");
        Files.deleteIfExists(next);
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
        try (FileChannel channel =
                FileChannel.open(next, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), FILE_MODE)) {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(next, path(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel itself = FileChannel.open(directory, StandardOpenOption.READ)) {
            itself.force(true); // the new name has to last, too
        }
    }
}
