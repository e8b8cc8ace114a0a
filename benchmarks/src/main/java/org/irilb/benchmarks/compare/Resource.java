package org.irilb.benchmarks.compare;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Configuration files that lie beside these classes, with <code>${NAME}</code> to be filled in. Stateless. */
final class Resource {

    private Resource() {}

    /** Writes the resource {@code name} to {@code directory}, filled in; returns where. */
    static Path write(String name, Path directory, Map<String, String> values) throws IOException {
        return Files.writeString(directory.resolve(name), fill(read(name), values));
    }

    private static String read(String name) throws IOException {
        try (InputStream in = Resource.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("resource: '" + name + "' (expected: one beside " + Resource.class + ")");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String fill(String text, Map<String, String> values) {
        String filled = text;
        for (Map.Entry<String, String> value : values.entrySet()) {
            filled = filled.replace("${" + value.getKey() + "}", value.getValue());
        }
        if (filled.contains("${")) {
            throw new IllegalArgumentException("not filled in: " + filled.substring(filled.indexOf("${")));
        }
        return filled;
    }
}
