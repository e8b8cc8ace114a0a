package org.irilb.core.command;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes valid JSON in the one way that has no blanks between values and no escape that need not be, so that who looks
 * for something in it isn't misled by how it is spelt. One use.
 */
final class CompactJson {

    private static final String HEX = "0123456789abcdef";
    private static final String SHORT_ESCAPES = "\b\f\n\r\t";
    private static final String SHORT_LETTERS = "bfnrt";

    private final byte[] in;
    private final int end;
    private final byte[] out;
    private int position;
    private int length;

    private CompactJson(byte[] in, int start, int end) {
        this.in = in;
        this.position = start;
        this.end = end;
        this.out = new byte[end - start]; // it never gets longer
    }

    /** @param in valid in {@code [start..end)}, or empty there */
    static byte[] of(byte[] in, int start, int end) {
        return new CompactJson(in, start, end).text();
    }

    private byte[] text() {
        while (position < end) {
            byte b = in[position++];
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                out[length++] = b;
            }
            if (b == '"') {
                string();
            }
        }
        return Arrays.copyOf(out, length);
    }

    private void string() {
        byte b;
        do {
            b = in[position++];
            if (b == '\\') {
                escape();
            } else {
                out[length++] = b;
            }
        } while (b != '"');
    }

    private void escape() {
        int c = JsonText.escaped(in, position);
        skip();
        if (Character.isHighSurrogate((char) c)
                && position + 1 < end
                && in[position] == '\\'
                && in[position + 1] == 'u') {
            char low = JsonText.escaped(in, position + 1);
            if (Character.isLowSurrogate(low)) {
                position++;
                skip();
                c = Character.toCodePoint((char) c, low);
            }
        }
        write(c);
    }

    /** Goes on behind the escape whose letter is next. */
    private void skip() {
        position += in[position] == 'u' ? JsonText.LONGEST_ESCAPE - 1 : 1;
    }

    private void write(int c) {
        if (c == '"' || c == '\\') {
            put('\\', c);
        } else if (c < ' ' && SHORT_ESCAPES.indexOf(c) >= 0) {
            put('\\', SHORT_LETTERS.charAt(SHORT_ESCAPES.indexOf(c)));
        } else if (c < ' ' || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
            put('\\', 'u', hex(c >> 12), hex(c >> 8), hex(c >> 4), hex(c));
        } else {
            for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                put(b);
            }
        }
    }

    private static int hex(int digit) {
        return HEX.charAt(digit & 0xf);
    }

    private void put(int... bytes) {
        for (int b : bytes) {
            out[length++] = (byte) b;
        }
    }
}
