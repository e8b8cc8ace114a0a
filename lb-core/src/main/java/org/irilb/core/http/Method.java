package org.irilb.core.http;

import java.nio.charset.StandardCharsets;

/** The methods that are treated in a way of their own; compared by case (RFC 9110, section 9.1). */
public enum Method {
    GET,
    HEAD,
    POST,
    OPTIONS,
    CONNECT,
    TRACE,
    OTHER;

    /** Bytes; twice what the longest registered one has. */
    static final int MAX_LENGTH = 32;

    private static final Method[] NAMED = {POST, GET, OPTIONS, HEAD, CONNECT, TRACE};

    private final byte[] bytes = name().getBytes(StandardCharsets.US_ASCII);

    static Method of(byte[] head, int start, int end) {
        for (Method method : NAMED) {
            if (method.isAt(head, start, end)) {
                return method;
            }
        }
        return OTHER;
    }

    /** Whether it asks for nothing to be changed, so that asking twice does no harm (RFC 9110, section 9.2.1). */
    public boolean isSafe() {
        return switch (this) {
            case GET, HEAD, OPTIONS, TRACE -> true;
            case POST, CONNECT, OTHER -> false;
        };
    }

    private boolean isAt(byte[] head, int start, int end) {
        if (end - start != bytes.length) {
            return false;
        }
        for (int i = 0; i < bytes.length; i++) {
            if (head[start + i] != bytes[i]) {
                return false;
            }
        }
        return true;
    }
}
