package org.irilb.core.http;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Locale;

/**
 * Names of fields. They are compared as those compare them that hand fields on as variables, for whom {@code _} is as good
 * as {@code -} (RFC 3875, section 4.1.18). Immutable.
 */
public final class FieldNames {

    public static final FieldNames NONE = new FieldNames(new byte[0][]);

    private final byte[][] names;

    private FieldNames(byte[][] names) {
        this.names = names;
    }

    public static FieldNames of(Collection<String> names) {
        return new FieldNames(names.stream()
                .map(name -> name.toLowerCase(Locale.ROOT).replace('_', '-').getBytes(StandardCharsets.US_ASCII))
                .toArray(byte[][]::new));
    }

    boolean isEmpty() {
        return names.length == 0;
    }

    /** Whether {@code bytes[start..end)} is one of them. */
    private boolean contains(byte[] bytes, int start, int end) {
        for (byte[] name : names) {
            if (name.length == end - start && isSame(name, bytes, start)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSame(byte[] name, byte[] bytes, int start) {
        for (int i = 0; i < name.length; i++) {
            byte b = bytes[start + i];
            if ((b == '_' ? '-' : Ascii.lower(b)) != name[i]) {
                return false;
            }
        }
        return true;
    }

    /** Keeps the lines of these names from going on. */
    void dropFrom(byte[] bytes, FieldLines lines) {
        if (isEmpty()) {
            return;
        }
        for (int i = 0; i < lines.count(); i++) {
            if (contains(bytes, lines.lineStart(i), lines.nameEnd(i))) {
                lines.drop(i);
            }
        }
    }
}
