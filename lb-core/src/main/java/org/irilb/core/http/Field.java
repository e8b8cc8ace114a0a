package org.irilb.core.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The fields that the balancer itself looks at. */
public enum Field {
    ACCEPT_ENCODING("Accept-Encoding"),
    AUTHORIZATION("Authorization"),
    CACHE_CONTROL("Cache-Control"),
    CONNECTION("Connection"),
    CONTENT_ENCODING("Content-Encoding"),
    CONTENT_LENGTH("Content-Length"),
    CONTENT_TYPE("Content-Type"),
    DATE("Date"),
    ETAG("ETag"),
    EXPECT("Expect"),
    FORWARDED("Forwarded"),
    HOST("Host"),
    KEEP_ALIVE("Keep-Alive"),
    MAX_FORWARDS("Max-Forwards"),
    PROXY_CONNECTION("Proxy-Connection"),
    TE("TE"),
    TRAILER("Trailer"),
    TRANSFER_ENCODING("Transfer-Encoding"),
    UPGRADE("Upgrade"),
    USER_AGENT("User-Agent"),
    VARY("Vary"),
    VIA("Via"),
    X_FORWARDED_FOR("X-Forwarded-For"),
    X_FORWARDED_PROTO("X-Forwarded-Proto"),
    /** Any field that isn't listed. */
    OTHER("");

    private static final Field[][] BY_LENGTH = byLength();

    private final String fieldName;
    private final byte[] lowerCase;

    Field(String fieldName) {
        this.fieldName = fieldName;
        this.lowerCase = fieldName.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII);
    }

    public String fieldName() {
        return fieldName;
    }

    /** The field whose name is {@code bytes[start..end)}, in any case. */
    static Field of(byte[] bytes, int start, int end) {
        int length = end - start;
        if (length >= BY_LENGTH.length) {
            return OTHER;
        }
        for (Field field : BY_LENGTH[length]) {
            if (Ascii.equalsIgnoreCase(bytes, start, end, field.lowerCase)) {
                return field;
            }
        }
        return OTHER;
    }

    /** Fields of one connection, which never go on to the next (RFC 9110, section 7.6.1). */
    boolean isHopByHop() {
        return switch (this) {
            case CONNECTION, KEEP_ALIVE, PROXY_CONNECTION, TE, TRAILER, TRANSFER_ENCODING, UPGRADE -> true;
            case ACCEPT_ENCODING,
                    AUTHORIZATION,
                    CACHE_CONTROL,
                    CONTENT_ENCODING,
                    CONTENT_LENGTH,
                    CONTENT_TYPE,
                    DATE,
                    ETAG,
                    EXPECT,
                    FORWARDED,
                    HOST,
                    MAX_FORWARDS,
                    USER_AGENT,
                    VARY,
                    VIA,
                    X_FORWARDED_FOR,
                    X_FORWARDED_PROTO,
                    OTHER -> false;
        };
    }

    /** What says of a connection of HTTP/1.1 how it goes on, and has no place in HTTP/2 (RFC 9113, section 8.2.2). */
    boolean endsWithHttp1() {
        return this != TE && this != TRAILER && isHopByHop();
    }

    /** Whether a sender may have this field dropped by naming it in Connection (RFC 9110, section 7.6.1). */
    boolean mayBeConnectionOption() {
        return switch (this) {
            case OTHER, KEEP_ALIVE, PROXY_CONNECTION, TE, TRAILER, UPGRADE, CONNECTION -> true;
            case ACCEPT_ENCODING,
                    AUTHORIZATION,
                    CACHE_CONTROL,
                    CONTENT_ENCODING,
                    CONTENT_LENGTH,
                    CONTENT_TYPE,
                    DATE,
                    ETAG,
                    EXPECT,
                    FORWARDED,
                    HOST,
                    MAX_FORWARDS,
                    TRANSFER_ENCODING,
                    USER_AGENT,
                    VARY,
                    VIA,
                    X_FORWARDED_FOR,
                    X_FORWARDED_PROTO -> false;
        };
    }

    private static Field[][] byLength() {
        List<List<Field>> lists = new ArrayList<>();
        for (Field field : values()) {
            while (lists.size() <= field.lowerCase.length) {
                lists.add(new ArrayList<>());
            }
            if (field.lowerCase.length > 0) {
                lists.get(field.lowerCase.length).add(field);
            }
        }
        return lists.stream().map(list -> list.toArray(Field[]::new)).toArray(Field[][]::new);
    }
}
