package org.irilb.core.http;

/** The character classes of RFC 9110 and RFC 3986, as tables, and comparison ignoring ASCII case. */
final class Ascii {

    static final byte CR = '\r';
    static final byte LF = '\n';
    static final byte SP = ' ';
    static final byte HTAB = '\t';

    private static final boolean[] TOKEN = letters("!#$%&'*+-.^_`|~");
    private static final boolean[] FIELD_VALUE = new boolean[256];
    /** What browsers put into a path without escaping it: pchar and "/" of RFC 3986, and {@code | [ ]}. */
    private static final boolean[] PATH = letters("-._~!$&'()*+,;=:@/%|[]");

    private static final boolean[] QUERY = new boolean[256];
    private static final boolean[] REG_NAME = letters("-._~!$&'()*+,;=%");

    static {
        FIELD_VALUE[HTAB] = true;
        for (int c = SP; c < 256; c++) {
            FIELD_VALUE[c] = c != 0x7f;
        }
        for (int c = '!'; c < 0x7f; c++) {
            QUERY[c] = c != '"' && c != '<' && c != '>' && c != '#';
        }
    }

    private Ascii() {}

    static boolean isToken(byte b) {
        return TOKEN[b & 0xff];
    }

    /** VCHAR, obs-text, SP and HTAB (RFC 9110, section 5.5). */
    static boolean isFieldValue(byte b) {
        return FIELD_VALUE[b & 0xff];
    }

    static boolean isPath(byte b) {
        return PATH[b & 0xff];
    }

    static boolean isQuery(byte b) {
        return QUERY[b & 0xff];
    }

    static boolean isRegName(byte b) {
        return REG_NAME[b & 0xff];
    }

    static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    static boolean isBlank(byte b) {
        return b == SP || b == HTAB;
    }

    /** Value of a hexadecimal digit, or -1. */
    static int hexDigit(byte b) {
        if (b >= '0' && b <= '9') {
            return b - '0';
        }
        int lower = b | 0x20;
        return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
    }

    static byte lower(byte b) {
        return b >= 'A' && b <= 'Z' ? (byte) (b + ('a' - 'A')) : b;
    }

    /** Whether {@code bytes[start..end)} equals {@code lowerCase}, which must be in lower case, ignoring case. */
    static boolean equalsIgnoreCase(byte[] bytes, int start, int end, byte[] lowerCase) {
        if (end - start != lowerCase.length) {
            return false;
        }
        for (int i = 0; i < lowerCase.length; i++) {
            if (lower(bytes[start + i]) != lowerCase[i]) {
                return false;
            }
        }
        return true;
    }

    static boolean equalsIgnoreCase(byte[] bytes, int start, int end, int otherStart, int otherEnd) {
        if (end - start != otherEnd - otherStart) {
            return false;
        }
        for (int i = 0; i < end - start; i++) {
            if (lower(bytes[start + i]) != lower(bytes[otherStart + i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean[] letters(String others) {
        boolean[] table = new boolean[256];
        for (char c = '0'; c <= '9'; c++) {
            table[c] = true;
        }
        for (char c = 'a'; c <= 'z'; c++) {
            table[c] = true;
            table[c - 'a' + 'A'] = true;
        }
        others.chars().forEach(c -> table[c] = true);
        return table;
    }
}
