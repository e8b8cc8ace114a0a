package org.irilb.core.command;

/** Tells UTF-8 from what isn't (RFC 3629): overlong forms, surrogates, code points that don't exist. Stateless. */
final class Utf8 {

    private Utf8() {}

    /** Length of the character at {@code position}, which isn't ASCII, in bytes: 2 to 4; 0 if it is not valid. */
    static int length(byte[] bytes, int position, int end) {
        int lead = bytes[position] & 0xff;
        int length = lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
        if (length == 0 || end - position < length || !isSecond(lead, bytes[position + 1] & 0xff)) {
            return 0;
        }
        for (int i = 2; i < length; i++) {
            if (!isContinuation(bytes[position + i] & 0xff)) {
                return 0;
            }
        }
        return length;
    }

    /** What may follow a first byte is narrower where an overlong form, a surrogate or too large a value would begin. */
    private static boolean isSecond(int lead, int second) {
        return switch (lead) {
            case 0xe0 -> second >= 0xa0 && second <= 0xbf;
            case 0xed -> second >= 0x80 && second <= 0x9f;
            case 0xf0 -> second >= 0x90 && second <= 0xbf;
            case 0xf4 -> second >= 0x80 && second <= 0x8f;
            default -> isContinuation(second);
        };
    }

    private static boolean isContinuation(int b) {
        return (b & 0xc0) == 0x80;
    }
}
