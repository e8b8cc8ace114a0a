package org.irilb.core.http;

import io.netty.util.NetUtil;
import java.nio.charset.StandardCharsets;

/** The grammar of {@code uri-host [ ":" port ]} (RFC 9110, section 7.2; RFC 3986, section 3.2). */
final class Authority {

    /** Letters of the longest IPv6 address, with an IPv4 address in its end. */
    private static final int MAX_LITERAL = 45;

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
            if (bytes[position] == '%' && !isEscape(bytes, position, end)) {
                return start;
            }
            position++;
        }
        return position;
    }

    private static boolean isEscape(byte[] bytes, int percent, int end) {
        return end - percent > 2 && Ascii.hexDigit(bytes[percent + 1]) >= 0 && Ascii.hexDigit(bytes[percent + 2]) >= 0;
    }

    /** Behind the closing bracket of an IPv6 literal; {@code start} if there is none. */
    private static int literalEnd(byte[] bytes, int start, int end) {
        int position = start + 1;
        while (position < end
                && (Ascii.hexDigit(bytes[position]) >= 0 || bytes[position] == ':' || bytes[position] == '.')) {
            position++;
        }
        if (position == end || bytes[position] != ']' || position - start - 1 > MAX_LITERAL) {
            return start;
        }
        String address = new String(bytes, start + 1, position - start - 1, StandardCharsets.US_ASCII);
        return NetUtil.isValidIpV6Address(address) ? position + 1 : start;
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
