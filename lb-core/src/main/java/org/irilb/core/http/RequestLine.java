package org.irilb.core.http;

/**
 * Where the parts of a request line stand: {@code method SP request-target SP HTTP-version} (RFC 9112, section 3).
 * Reused for every request. One loop's.
 */
final class RequestLine {

    private static final byte[] VERSION = {'H', 'T', 'T', 'P', '/'};
    private static final byte[] HTTP = {'h', 't', 't', 'p', ':', '/', '/'};
    private static final byte[] HTTPS = {'h', 't', 't', 'p', 's', ':', '/', '/'};
    private static final int VERSION_LENGTH = VERSION.length + 3;

    private Method method = Method.OTHER;
    private int methodStart;
    private int methodEnd;
    private int targetEnd;
    private int authorityStart;
    private int authorityEnd;
    private int pathStart;
    private int minorVersion;
    private int end;

    Outcome parse(byte[] bytes, int start, int limit) {
        end = 0;
        method = Method.OTHER;
        int position = start;
        while (position < limit && Ascii.isToken(bytes[position])) {
            position++;
        }
        if (position - start > Method.MAX_LENGTH) {
            return Outcome.METHOD_TOO_LONG;
        }
        if (position == limit) {
            return Outcome.INCOMPLETE;
        }
        if (bytes[position] != Ascii.SP || position == start) {
            return Outcome.BAD_METHOD;
        }
        methodStart = start;
        methodEnd = position;
        method = Method.of(bytes, start, position);
        Outcome outcome = target(bytes, position + 1, limit);
        return outcome == Outcome.COMPLETE ? version(bytes, targetEnd + 1, limit) : outcome;
    }

    private Outcome target(byte[] bytes, int start, int limit) {
        authorityStart = start;
        authorityEnd = start;
        pathStart = start;
        if (start == limit) {
            return Outcome.INCOMPLETE;
        }
        if (bytes[start] == '*') {
            return asterisk(bytes, start, limit);
        }
        if (bytes[start] != '/') {
            Outcome outcome = absolute(bytes, start, limit);
            if (outcome != Outcome.COMPLETE) {
                return outcome;
            }
        }
        int position = pathStart;
        while (position < limit && Ascii.isPath(bytes[position])) {
            position++;
        }
        if (position < limit && bytes[position] == '?') {
            while (position < limit && Ascii.isQuery(bytes[position])) {
                position++;
            }
        }
        return endOfTarget(bytes, position, limit);
    }

    private Outcome asterisk(byte[] bytes, int start, int limit) {
        if (method != Method.OPTIONS) {
            return Outcome.BAD_TARGET;
        }
        return endOfTarget(bytes, start + 1, limit);
    }

    private Outcome endOfTarget(byte[] bytes, int position, int limit) {
        targetEnd = position;
        if (position == limit) {
            return Outcome.INCOMPLETE;
        }
        return bytes[position] == Ascii.SP ? Outcome.COMPLETE : Outcome.BAD_TARGET;
    }

    /** {@code http://authority} before the path; the authority-form of CONNECT ends here too, as not valid. */
    private Outcome absolute(byte[] bytes, int start, int limit) {
        int scheme = schemeLength(bytes, start, limit);
        if (scheme <= 0) {
            return scheme < 0
                    ? Outcome.INCOMPLETE
                    : method == Method.CONNECT ? Outcome.METHOD_REFUSED : Outcome.BAD_TARGET;
        }
        authorityStart = start + scheme;
        int position = authorityStart;
        while (position < limit && bytes[position] != '/' && bytes[position] != '?' && bytes[position] != Ascii.SP) {
            if (!Ascii.isQuery(bytes[position])) {
                return Outcome.BAD_TARGET;
            }
            position++;
        }
        authorityEnd = position;
        pathStart = position;
        if (position == limit) {
            return Outcome.INCOMPLETE;
        }
        return Authority.isValid(bytes, authorityStart, authorityEnd) ? Outcome.COMPLETE : Outcome.BAD_TARGET;
    }

    /** Length of {@code http://} or {@code https://}; 0 if there is neither, -1 if there may be one. */
    private static int schemeLength(byte[] bytes, int start, int limit) {
        if (startsWith(bytes, start, limit, HTTP)) {
            return limit - start < HTTP.length ? -1 : HTTP.length;
        }
        if (startsWith(bytes, start, limit, HTTPS)) {
            return limit - start < HTTPS.length ? -1 : HTTPS.length;
        }
        return 0;
    }

    private static boolean startsWith(byte[] bytes, int start, int limit, byte[] prefix) {
        int end = Math.min(limit, start + prefix.length);
        for (int i = start; i < end; i++) {
            if (Ascii.lower(bytes[i]) != prefix[i - start]) {
                return false;
            }
        }
        return true;
    }

    private Outcome version(byte[] bytes, int start, int limit) {
        int available = Math.min(limit - start, VERSION_LENGTH);
        for (int i = 0; i < available; i++) {
            if (!isVersionByte(bytes[start + i], i)) {
                return Outcome.BAD_VERSION;
            }
        }
        if (limit - start < VERSION_LENGTH + 2) {
            return Outcome.INCOMPLETE;
        }
        if (bytes[start + VERSION_LENGTH] != Ascii.CR || bytes[start + VERSION_LENGTH + 1] != Ascii.LF) {
            byte next = bytes[start + VERSION_LENGTH];
            return next == Ascii.CR || next == Ascii.LF ? Outcome.BAD_LINE_END : Outcome.BAD_VERSION;
        }
        end = start + VERSION_LENGTH + 2;
        minorVersion = bytes[start + 7] - '0';
        return bytes[start + 5] == '1' ? Outcome.COMPLETE : Outcome.UNSUPPORTED_VERSION;
    }

    private static boolean isVersionByte(byte b, int index) {
        if (index < VERSION.length) {
            return b == VERSION[index];
        }
        return index == VERSION.length + 1 ? b == '.' : Ascii.isDigit(b);
    }

    Method method() {
        return method;
    }

    int methodStart() {
        return methodStart;
    }

    int methodEnd() {
        return methodEnd;
    }

    boolean hasAuthority() {
        return authorityEnd > authorityStart;
    }

    int authorityStart() {
        return authorityStart;
    }

    int authorityEnd() {
        return authorityEnd;
    }

    /** Start of path and query; equals {@link #targetEnd()} if the absolute form has neither. */
    int pathStart() {
        return pathStart;
    }

    int targetEnd() {
        return targetEnd;
    }

    /** 0 for HTTP/1.0, otherwise 1.1 or later. */
    int minorVersion() {
        return minorVersion;
    }

    /** Behind the line's CR LF; 0 as long as the line is not complete. */
    int end() {
        return end;
    }
}
