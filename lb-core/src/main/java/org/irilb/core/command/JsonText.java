package org.irilb.core.command;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Decodes what stands between the quotes of a valid JSON string (RFC 8259, section 7). Stateless. */
final class JsonText {

    /** Bytes that one letter takes at most. */
    static final int LONGEST_ESCAPE = 6;

    private JsonText() {}

    /** {@code bytes[start..end)}, which must be valid, as it is meant. */
    static String decode(byte[] bytes, int start, int end) {
        StringBuilder text = new StringBuilder(end - start);
        int position = start;
        int run = start;
        while (position < end) {
            if (bytes[position] != '\\') {
                position++;
                continue;
            }
            text.append(new String(bytes, run, position - run, UTF_8)).append(escaped(bytes, position + 1));
            position += bytes[position + 1] == 'u' ? LONGEST_ESCAPE : 2;
            run = position;
        }
        return text.append(new String(bytes, run, end - run, UTF_8)).toString();
    }

    /** The letter that is escaped as what stands at {@code position}, behind the backslash. */
    static char escaped(byte[] bytes, int position) {
        return switch (bytes[position]) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> (char) hex(bytes, position + 1);
            default -> (char) bytes[position];
        };
    }

    /** Value of the four hexadecimal digits at {@code position}; -1 if one of them isn't. */
    static int hex(byte[] bytes, int position) {
        int value = 0;
        for (int i = position; i < position + 4; i++) {
            // Only ASCII digits count; a byte that isn't ASCII is negative, and so is its digit.
            int digit = Character.digit(bytes[i], 16);
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }
}
