package org.irilb.server.text;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Reads texts whole. */
public final class Texts {

    private Texts() {}

    /** All of it; closes it. */
    public static String read(Text text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (text) {
            text.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
