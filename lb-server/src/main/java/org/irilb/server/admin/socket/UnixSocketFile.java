package org.irilb.server.admin.socket;

import java.io.IOException;
import java.net.BindException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;

/** Makes the file of a UNIX socket, which nobody but its owner can use at any moment. */
final class UnixSocketFile {

    private static final String OWNER_ONLY = "rw-------";

    private UnixSocketFile() {}

    /**
     * Binds in a directory that nobody else may enter, and moves the file out when its mode is set. A file that is left
     * from a process that has ended is replaced.
     *
     * @throws IOException if somebody listens there, if the file is something else, or if the path is longer than about
     *     80 bytes
     */
    static ServerSocketChannel bind(Path path) throws IOException {
        checkFree(path);
        Path parent = path.toAbsolutePath().getParent();
        Path shelter = Files.createTempDirectory(parent, ".");
        Path hidden = shelter.resolve("s");
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.bind(UnixDomainSocketAddress.of(hidden), BoundEndpoint.BACKLOG);
            channel.configureBlocking(false);
            Files.setPosixFilePermissions(hidden, PosixFilePermissions.fromString(OWNER_ONLY));
            Files.move(hidden, path, StandardCopyOption.ATOMIC_MOVE);
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            Files.deleteIfExists(hidden);
            throw e;
        } finally {
            Files.deleteIfExists(shelter);
        }
    }

    private static void checkFree(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        if (!Files.readAttributes(path, BasicFileAttributes.class).isOther()) {
            throw new IOException("it is a file, and no socket");
        }
        try (SocketChannel there = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            throw new BindException("Address already in use: somebody answers at " + there.getRemoteAddress());
        } catch (BindException e) {
            throw e;
        } catch (IOException e) {
            // nobody answers: it is a leftover
        }
    }
}
