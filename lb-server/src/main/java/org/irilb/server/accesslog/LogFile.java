package org.irilb.server.accesslog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file that others may rename, remove or cut to nothing at any time, as logrotate does: each write goes to its end,
 * and once a second its name is looked up, in case it has become another file's. After an error it is closed, and opened
 * anew by the next write. The writer's thread only.
 */
final class LogFile implements Destination {

    private static final Duration LOOK = Duration.ofSeconds(1);

    /** Java keeps a buffer outside the heap as long as the longest write. */
    private static final int PIECE = 64 * 1024;

    private static final Set<OpenOption> APPEND =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);

    private final Path path;
    private @Nullable FileChannel channel;
    private @Nullable Object identity;
    private @Nullable Object writtenTo;
    private long lookedNanos;

    LogFile(Path path) {
        this.path = path;
    }

    @Override
    public void open() throws IOException {
        close();
        channel = FileChannel.open(path, APPEND, permissions());
        identity = named();
        lookedNanos = System.nanoTime();
    }

    /** What clients say is not for everybody. */
    private FileAttribute<?>[] permissions() {
        boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----"))
                }
                : new FileAttribute<?>[0];
    }

    /** The file that bears the name now: device and inode; null if there is none, or the system doesn't tell. */
    private @Nullable Object named() throws IOException {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    @Override
    public void write(ByteBuffer lines) throws IOException {
        try {
            FileChannel to = current();
            if (!Objects.equals(identity, writtenTo)) {
                backToLineStart(lines); // the rest of a line is of no use in another file
                writtenTo = identity;
            }
            int all = lines.limit();
            while (lines.hasRemaining()) {
                lines.limit(Math.min(all, lines.position() + PIECE));
                try {
                    to.write(lines);
                } finally {
                    lines.limit(all);
                }
            }
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private FileChannel current() throws IOException {
        if (channel == null || hasMoved()) {
            open();
        }
        return Objects.requireNonNull(channel);
    }

    private boolean hasMoved() throws IOException {
        long now = System.nanoTime();
        if (now - lookedNanos < LOOK.toNanos()) {
            return false;
        }
        lookedNanos = now;
        return !Objects.equals(named(), identity);
    }

    private static void backToLineStart(ByteBuffer lines) {
        while (lines.position() > 0 && lines.get(lines.position() - 1) != '\n') {
            lines.position(lines.position() - 1);
        }
    }

    @Override
    public void close() throws IOException {
        FileChannel open = channel;
        channel = null;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
