package org.irilb.core.command;

import java.nio.charset.StandardCharsets;

/** Decodes valid JSON numbers (RFC 8259, section 6). Stateless. */
final class JsonNumber {

    /** So many digits always fit. */
    private static final int SAFE_DIGITS = 9;

    private JsonNumber() {}

    /** The integer that nodes take {@code bytes[start..end)} for: without its fraction, or the nearest that fits. */
    static int toInt(byte[] bytes, int start, int end) {
        int value = 0;
        for (int i = start; i < end; i++) {
            byte b = bytes[i];
            if (b < '0' || b > '9' || end - start > SAFE_DIGITS) {
                return (int) Double.parseDouble(new String(bytes, start, end - start, StandardCharsets.US_ASCII));
            }
            value = value * 10 + b - '0';
        }
        return value;
    }
}
