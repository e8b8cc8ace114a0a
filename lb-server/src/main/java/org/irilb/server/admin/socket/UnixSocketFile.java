package org.irilb.server.admin.socket;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.irilb.server.config.SocketMode;

/**
 * The file of a UNIX socket, which at no moment anybody can use whom its mode doesn't let. Any thread.
 *
 * @param path where clients find it
 * @param key which file it is, as long as the socket is open: another one may get this path
 */
public record UnixSocketFile(Path path, Object key) {

    /** The kind of file in a mode, and a socket's (inode(7)). */
    private static final int KIND = 0xF000;

    private static final int SOCKET = 0xC000;

    /**
     * Binds in a directory that nobody else may enter, and moves the file out when its mode is set. A socket that is left
     * from a process that has ended is replaced.
     *
     * @param channel not bound yet; who opened it closes it if this fails
     * @param path short enough for a client to name it, and for a file in a directory below its own; the configuration's are
     * @throws IOException if somebody listens there, if there is anything but a socket, or if no file can be made there
     */
    static UnixSocketFile bind(ServerSocketChannel channel, Path path, SocketMode mode) throws IOException {
        checkFree(path);
        Path shelter = shelter(path.toAbsolutePath().getParent()); // of the root, which is never free, there is none
        Path hidden = shelter.resolve("s");
        try {
            channel.bind(UnixDomainSocketAddress.of(hidden), BoundEndpoint.BACKLOG);
            Files.setPosixFilePermissions(hidden, mode.permissions());
            UnixSocketFile file = new UnixSocketFile(path, key(hidden));
            Files.move(hidden, path, StandardCopyOption.ATOMIC_MOVE);
            return file;
        } finally {
            Files.deleteIfExists(hidden);
            Files.deleteIfExists(shelter);
        }
    }

    private static void checkFree(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        if (((int) Files.getAttribute(path, "unix:mode") & KIND) != SOCKET) {
            throw new IOException("there is something else (expected: nothing, or a socket)");
        }
        try (SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            client.configureBlocking(false); // else whoever has too many clients already keeps this one waiting
            client.connect(UnixDomainSocketAddress.of(path));
        } catch (ConnectException e) {
            return; // nobody listens: it is a leftover
        } catch (SocketException e) {
            throw new IOException("Address may be in use: " + e.getMessage(), e);
        }
        throw new BindException("Address already in use");
    }

    private static Path shelter(Path directory) throws IOException {
        try {
            return Files.createTempDirectory(directory, ".");
        } catch (NoSuchFileException e) {
            throw new IOException("there is no directory " + directory, e);
        } catch (AccessDeniedException e) {
            throw new IOException("no file can be made in " + directory, e);
        }
    }

    private static Object key(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }

    /** Removes it, unless another socket has its path by now. To be called while the socket is open. */
    void remove() throws IOException {
        try {
            if (key(path).equals(key)) {
                Files.delete(path);
            }
        } catch (NoSuchFileException e) {
            // somebody else has removed it
        }
    }
}
