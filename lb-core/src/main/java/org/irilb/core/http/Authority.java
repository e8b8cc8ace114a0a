package org.irilb.core.http;

/** The grammar of {@code uri-host [ ":" port ]} (RFC 9110, section 7.2; RFC 3986, section 3.2). */
final class Authority {

    private Authority() {}

    /** Whether {@code bytes[start..end)} is a host, not empty, with an optional port. */
    static boolean isValid(byte[] bytes, int start, int end) {
        int hostEnd = start < end && bytes[start] == '[' ? literalEnd(bytes, start, end) : nameEnd(bytes, start, end);
        if (hostEnd <= start) {
            return false;
        }
        return hostEnd == end || bytes[hostEnd] == ':' && isPort(bytes, hostEnd + 1, end);
    }

    private static int nameEnd(byte[] bytes, int start, int end) {
        int position = start;
        while (position < end && Ascii.isRegName(bytes[position])) {
            position++;
        }
        return position;
    }

    /** Behind the closing bracket of an IPv6 literal; {@code start} if there is none. */
    private static int literalEnd(byte[] bytes, int start, int end) {
        int position = start + 1;
        while (position < end
                && (Ascii.hexDigit(bytes[position]) >= 0 || bytes[position] == ':' || bytes[position] == '.')) {
            position++;
        }
        boolean closed = position < end && bytes[position] == ']' && position - start > 2;
        return closed ? position + 1 : start;
    }

    private static boolean isPort(byte[] bytes, int start, int end) {
        int port = 0;
        for (int i = start; i < end; i++) {
            if (!Ascii.isDigit(bytes[i])) {
                return false;
            }
            port = port * 10 + bytes[i] - '0';
            if (port > 65_535) {
                return false;
            }
        }
        return true;
    }
}
