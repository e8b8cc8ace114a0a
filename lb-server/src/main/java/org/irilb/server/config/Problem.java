package org.irilb.server.config;

import java.nio.file.Path;

/**
 * Something wrong in a file.
 *
 * @param file as it was named
 * @param line from 1; 0 if it is about the file as a whole
 * @param key full path of the key, e.g. {@code pools[0].retries}; empty if it is about no key
 * @param text what is wrong, and what was expected
 */
public record Problem(Path file, int line, String key, String text) {

    /** On one line: {@code lb.yml:12: pools[0].retries: 200 (expected: 0..100)}. */
    @Override
    public String toString() {
        return file + (line > 0 ? ":" + line : "") + ": " + (key.isEmpty() ? "" : key + ": ") + text;
    }
}
