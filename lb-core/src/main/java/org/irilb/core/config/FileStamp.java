package org.irilb.core.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;

/** What files look like from outside; another stamp means that they are worth reading again. */
public record FileStamp(List<String> files) {

    /** Also of files that aren't there. */
    public static FileStamp of(Stream<Path> paths) {
        return new FileStamp(paths.map(FileStamp::stamp).toList());
    }

    private static String stamp(Path path) {
        try {
            BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
            return file.lastModifiedTime() + " " + file.size() + " " + file.fileKey();
        } catch (IOException e) {
            return e.getClass().getSimpleName();
        }
    }
}
