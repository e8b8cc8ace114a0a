package org.irilb.core.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What files look like from outside; other stamps mean that they are worth reading again.
 *
 * @param files in their order; empty for one that isn't there, or that nobody may know of
 */
public record FileStamps(List<Optional<FileStamp>> files) {

    /** Also of files that aren't there. */
    public static FileStamps of(Stream<Path> paths) {
        return new FileStamps(paths.map(FileStamps::stamp).toList());
    }

    private static Optional<FileStamp> stamp(Path path) {
        try {
            return Optional.of(FileStamp.of(path));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
