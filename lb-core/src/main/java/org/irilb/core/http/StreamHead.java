package org.irilb.core.http;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes what an HTTP/2 stream says of its request as HTTP/1.1 (RFC 9113, section 8). No field can become more than one
 * line, and none frames or routes the request in a way that HTTP/2 doesn't; what is written goes through
 * {@link RequestHead#parse} as though a client had sent it. Stateless.
 */
public final class StreamHead {

    private static final byte[] LINE_END = ascii("\r\n");
    private static final byte[] VERSION = ascii(" HTTP/1.1\r\n");
    private static final byte[] HOST = ascii("host: ");
    private static final byte[] CHUNKED = ascii("transfer-encoding: chunked\r\n");
    private static final byte[] LAST_CHUNK = ascii("0\r\n");
    private static final byte[] COOKIE_START = ascii("cookie: ");
    private static final byte[] CRUMB = ascii("; ");
    private static final AsciiString HOST_NAME = AsciiString.cached("host");
    private static final AsciiString COOKIE = AsciiString.cached("cookie");
    private static final AsciiString TE = AsciiString.cached("te");
    private static final AsciiString TRAILERS = AsciiString.cached("trailers");
    private static final AsciiString CONTENT_LENGTH = AsciiString.cached("content-length");
    private static final AsciiString HTTP = AsciiString.cached("http");
    private static final AsciiString HTTPS = AsciiString.cached("https");
    private static final AsciiString CONNECT = AsciiString.cached("CONNECT");
    private static final AsciiString OPTIONS = AsciiString.cached("OPTIONS");

    private static final int PSEUDO_FIELDS = Http2Headers.PseudoHeaderName.values().length;

    private StreamHead() {}

    /**
     * Writes a request's head.
     *
     * @param fields whose pseudo-fields come before all others
     * @param ended whether no body follows; otherwise one that is {@link #isChunked} is to be framed by chunks
     * @return whether the request is well-formed (section 8.1.1); otherwise what was written is of no use
     */
    public static boolean write(Http2Headers fields, boolean ended, ByteBuf out) {
        @Nullable AsciiString[] pseudo = new AsciiString[PSEUDO_FIELDS];
        for (Map.Entry<CharSequence, CharSequence> field : fields) {
            if (isPseudo(field.getKey()) && !keep(field, pseudo)) {
                return false;
            }
        }
        AsciiString authority = pseudo(pseudo, Http2Headers.PseudoHeaderName.AUTHORITY);
        if (!requestLine(pseudo, authority, out)) {
            return false;
        }
        if (authority != null) {
            out.writeBytes(HOST);
            text(authority, out);
            out.writeBytes(LINE_END);
        }
        boolean cookies = false;
        for (Map.Entry<CharSequence, CharSequence> field : fields) {
            if (COOKIE.contentEquals(field.getKey())) {
                cookies = true;
            } else if (!isPseudo(field.getKey()) && !line(field, authority, out)) {
                return false;
            }
        }
        if (cookies && !cookie(fields, out)) {
            return false;
        }
        if (isChunked(fields, ended)) {
            out.writeBytes(CHUNKED);
        }
        out.writeBytes(LINE_END);
        return true;
    }

    /** Whether a body follows whose length isn't told. */
    public static boolean isChunked(Http2Headers fields, boolean ended) {
        return !ended && !fields.contains(CONTENT_LENGTH);
    }

    /**
     * Writes the end of a chunked body, with trailers.
     *
     * @return whether they are well-formed; otherwise what was written is of no use
     */
    public static boolean writeLastChunk(Http2Headers trailers, ByteBuf out) {
        out.writeBytes(LAST_CHUNK);
        for (Map.Entry<CharSequence, CharSequence> field : trailers) {
            if (!line(field, null, out)) {
                return false;
            }
        }
        out.writeBytes(LINE_END);
        return true;
    }

    private static boolean isPseudo(CharSequence name) {
        return name.length() > 0 && name.charAt(0) == ':';
    }

    /** Keeps the value of a pseudo-field of a request, which there must be one of at most, and not an empty one. */
    private static boolean keep(Map.Entry<CharSequence, CharSequence> field, @Nullable AsciiString[] pseudo) {
        Http2Headers.PseudoHeaderName name = Http2Headers.PseudoHeaderName.getPseudoHeader(field.getKey());
        if (name == null || !name.isRequestOnly() || pseudo[name.ordinal()] != null) {
            return false;
        }
        AsciiString value = AsciiString.of(field.getValue());
        pseudo[name.ordinal()] = value;
        return !value.isEmpty() && isVisible(value);
    }

    private static @Nullable AsciiString pseudo(@Nullable AsciiString[] values, Http2Headers.PseudoHeaderName name) {
        return values[name.ordinal()];
    }

    private static boolean requestLine(@Nullable AsciiString[] pseudo, @Nullable AsciiString authority, ByteBuf out) {
        AsciiString method = pseudo(pseudo, Http2Headers.PseudoHeaderName.METHOD);
        AsciiString scheme = pseudo(pseudo, Http2Headers.PseudoHeaderName.SCHEME);
        AsciiString path = pseudo(pseudo, Http2Headers.PseudoHeaderName.PATH);
        // Extended CONNECT (RFC 8441) isn't offered.
        if (method == null || !isToken(method) || pseudo(pseudo, Http2Headers.PseudoHeaderName.PROTOCOL) != null) {
            return false;
        }
        AsciiString target = path;
        if (CONNECT.equals(method)) {
            if (scheme != null || path != null) {
                return false;
            }
            target = authority;
        } else if (!isHttp(scheme) || path == null || !isOrigin(path, method)) {
            return false;
        }
        if (target == null) {
            return false;
        }
        text(method, out);
        out.writeByte(Ascii.SP);
        text(target, out);
        out.writeBytes(VERSION);
        return true;
    }

    private static boolean isHttp(@Nullable AsciiString scheme) {
        return scheme != null && (HTTPS.contentEqualsIgnoreCase(scheme) || HTTP.contentEqualsIgnoreCase(scheme));
    }

    /** In HTTP/1.1 a target of another form could name another host. */
    private static boolean isOrigin(AsciiString path, AsciiString method) {
        return path.byteAt(0) == '/' || path.length() == 1 && path.byteAt(0) == '*' && OPTIONS.equals(method);
    }

    private static boolean line(
            Map.Entry<CharSequence, CharSequence> field, @Nullable AsciiString authority, ByteBuf out) {
        AsciiString name = AsciiString.of(field.getKey());
        AsciiString value = AsciiString.of(field.getValue());
        if (!isName(name) || !isValue(value)) {
            return false;
        }
        if (TE.equals(name)) {
            return TRAILERS.contentEqualsIgnoreCase(value); // it ends here, as it would in HTTP/1.1
        }
        byte[] bytes = name.array();
        int start = name.arrayOffset();
        if (Field.of(bytes, start, start + name.length()).endsWithHttp1()) {
            return false;
        }
        if (authority != null && HOST_NAME.equals(name)) {
            return authority.contentEqualsIgnoreCase(value);
        }
        text(name, out);
        out.writeByte(':');
        out.writeByte(Ascii.SP);
        text(value, out);
        out.writeBytes(LINE_END);
        return true;
    }

    /** Writes all crumbs as one (section 8.2.3). */
    private static boolean cookie(Http2Headers all, ByteBuf out) {
        boolean first = true;
        for (Map.Entry<CharSequence, CharSequence> field : all) {
            if (!COOKIE.contentEquals(field.getKey())) {
                continue;
            }
            AsciiString crumb = AsciiString.of(field.getValue());
            if (!isValue(crumb)) {
                return false;
            }
            out.writeBytes(first ? COOKIE_START : CRUMB);
            text(crumb, out);
            first = false;
        }
        out.writeBytes(LINE_END);
        return true;
    }

    private static boolean isToken(AsciiString text) {
        for (int i = 0; i < text.length(); i++) {
            if (!Ascii.isToken(text.byteAt(i))) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** In lower case (section 8.2). */
    private static boolean isName(AsciiString name) {
        for (int i = 0; i < name.length(); i++) {
            byte b = name.byteAt(i);
            if (!Ascii.isToken(b) || Ascii.lower(b) != b) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    private static boolean isValue(AsciiString value) {
        int length = value.length();
        if (length > 0 && (Ascii.isBlank(value.byteAt(0)) || Ascii.isBlank(value.byteAt(length - 1)))) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (!Ascii.isFieldValue(value.byteAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether it stays one word of a request line. */
    private static boolean isVisible(AsciiString text) {
        for (int i = 0; i < text.length(); i++) {
            byte b = text.byteAt(i);
            if (Ascii.isBlank(b) || !Ascii.isFieldValue(b)) {
                return false;
            }
        }
        return true;
    }

    private static void text(AsciiString text, ByteBuf out) {
        out.writeBytes(text.array(), text.arrayOffset(), text.length());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
