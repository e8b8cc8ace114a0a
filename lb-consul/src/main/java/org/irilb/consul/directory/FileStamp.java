package org.irilb.consul.directory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/**
 * What tells a state of a file from another one without reading it.
 *
 * @param modified when it was written, as exactly as its file system notes that
 * @param key tells the file from one that took its place; empty where the file system knows of no such thing
 */
record FileStamp(FileTime modified, long size, Optional<Object> key) {

    /** @return empty if it's no regular file */
    static Optional<FileStamp> of(Path file) throws IOException {
        BasicFileAttributes stat = Files.readAttributes(file, BasicFileAttributes.class);
        return stat.isRegularFile()
                ? Optional.of(new FileStamp(stat.lastModifiedTime(), stat.size(), Optional.ofNullable(stat.fileKey())))
                : Optional.empty();
    }
}
