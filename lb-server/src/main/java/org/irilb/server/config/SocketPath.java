package org.irilb.server.config;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a UNIX socket can be, whatever is there now. Stateless. */
final class SocketPath {

    /** Bytes of a path that a client can name (unix(7)). */
    private static final int LONGEST = 107;

    /** Bytes of its directory's path: the socket is made in a hidden directory below that, which takes 24 more. */
    private static final int LONGEST_DIRECTORY = 83;

    private SocketPath() {}

    /** A path as the file means it. */
    static Kind<Path> in(Source source) {
        Kind<Path> path = source.path();
        return new Kind<>(
                "a path that is no directory and has at most " + LONGEST + " bytes, its directory's at most "
                        + LONGEST_DIRECTORY,
                text -> path.reader().apply(text).filter(SocketPath::isPossible),
                path.writer());
    }

    private static boolean isPossible(Path path) {
        return !Files.isDirectory(path) && length(path) <= LONGEST && length(path.getParent()) <= LONGEST_DIRECTORY;
    }

    private static int length(Path path) {
        return path.toString().getBytes(StandardCharsets.UTF_8).length;
    }
}
