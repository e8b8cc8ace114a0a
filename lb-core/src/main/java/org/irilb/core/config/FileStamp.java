package org.irilb.core.config;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;

/**
 * What tells a state of a file from another one without reading it.
 *
 * @param modified when it was written, as exactly as its file system notes that
 * @param changed when it or what is noted of it was, which nobody can set (st_ctime, see inode(7)); empty where the system
 *     tells no such time
 * @param size in bytes
 * @param key tells the file from one that took its place; empty where the file system knows of no such thing
 * @param isRegular whether it is a regular file
 */
public record FileStamp(
        FileTime modified, Optional<FileTime> changed, long size, Optional<Object> key, boolean isRegular) {

    private static final boolean TELLS_CHANGES =
            FileSystems.getDefault().supportedFileAttributeViews().contains("unix");

    /** @throws IOException if there is none, or nobody may know */
    public static FileStamp of(Path file) throws IOException {
        return TELLS_CHANGES
                ? of(Files.readAttributes(file, "unix:lastModifiedTime,ctime,size,fileKey,isRegularFile"))
                : of(Files.readAttributes(file, BasicFileAttributes.class));
    }

    private static FileStamp of(Map<String, Object> stat) {
        return new FileStamp(
                (FileTime) stat.get("lastModifiedTime"),
                Optional.of((FileTime) stat.get("ctime")),
                (long) stat.get("size"),
                Optional.ofNullable(stat.get("fileKey")),
                (boolean) stat.get("isRegularFile"));
    }

    private static FileStamp of(BasicFileAttributes stat) {
        return new FileStamp(
                stat.lastModifiedTime(),
                Optional.empty(),
                stat.size(),
                Optional.ofNullable(stat.fileKey()),
                stat.isRegularFile());
    }
}
