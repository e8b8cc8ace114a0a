package org.irilb.core.kit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Stream;

/** Inputs that fuzzers have found worth keeping: a resource with one in Base64 per line. */
public final class Corpus {

    private Corpus() {}

    /** The inputs of the resource beside {@code owner} with that name. */
    public static Stream<byte[]> of(Class<?> owner, String name) {
        try (InputStream in = owner.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalArgumentException("name: " + name + " (expected: a resource beside " + owner + ")");
            }
            String lines = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
            return lines.lines().map(Base64.getDecoder()::decode);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
