package org.irilb.consul.text;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** What went wrong with a file, in words; the JDK's exceptions mostly repeat its name. Stateless. */
public final class Failures {

    private Failures() {}

    public static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "no such file or directory";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        return Text.printable(String.valueOf(e.getMessage()));
    }
}
