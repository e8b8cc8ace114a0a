package org.irilb.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Whether standard output goes to systemd's journal (man systemd.exec, "$JOURNAL_STREAM"). Stateless. */
final class Journal {

    private Journal() {}

    static boolean isOutput() {
        Optional<String> stream = Optional.ofNullable(System.getenv("JOURNAL_STREAM"));
        return stream.isPresent() && stream.equals(identity(Path.of("/proc/self/fd/1")));
    }

    /** Device and inode; children inherit the variable, but may have another output. */
    private static Optional<String> identity(Path file) {
        try {
            Map<String, Object> attributes = Files.readAttributes(file, "unix:dev,ino");
            return Optional.of(attributes.get("dev") + ":" + attributes.get("ino"));
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }
}
