package org.irilb.core.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;

/** Writes heads from the bytes they were received in. Stateless. */
public final class HeadWriter {

    /** What a head may grow by: our own lines, of which {@code X-Forwarded-For} and {@code Host} vary most. */
    private static final int GROWTH = 512;

    private static final byte[] VERSION = ascii("HTTP/1.1 ");
    private static final byte[] REQUEST_LINE_END = ascii(" HTTP/1.1\r\n");
    private static final byte[] CRLF = ascii("\r\n");
    private static final byte[] CONTENT_LENGTH = ascii("Content-Length: ");
    private static final byte[] CHUNKED = ascii("Transfer-Encoding: chunked\r\n");
    private static final byte[] HOST = ascii("Host: ");
    private static final byte[] MAX_FORWARDS = ascii("Max-Forwards: ");
    private static final byte[] CLOSE = ascii("Connection: close\r\n");
    private static final byte[] GZIPPED = ascii("Content-Encoding: gzip\r\nVary: Accept-Encoding\r\n");
    private static final byte[] WEAK_ETAG = ascii("ETag: W/");
    private static final byte[] UPGRADE = ascii("Connection: Upgrade\r\n");
    private static final byte[] KEEP_ALIVE = ascii("Connection: keep-alive\r\n");
    private static final byte[] LAST_CHUNK = ascii("0\r\n");

    private HeadWriter() {}

    /** Bytes that a head of {@code length} bytes needs at most when it goes on. */
    public static int sizeFor(int length) {
        return length + GROWTH;
    }

    /**
     * Writes a request's head for a node.
     *
     * @param length bytes of the body that follows; -1 if it is chunked, -2 if there is none
     * @param keepExpect whether the node, not the balancer, answers {@code Expect: 100-continue}
     */
    public static void request(RequestHead head, ForwardedBy by, long length, boolean keepExpect, ByteBuf out) {
        byte[] bytes = head.bytes();
        RequestLine line = head.line();
        out.writeBytes(bytes, line.methodStart(), line.methodEnd() - line.methodStart());
        out.writeByte(Ascii.SP);
        target(bytes, line, out);
        out.writeBytes(REQUEST_LINE_END);
        FieldLines lines = head.lines();
        if (lines.first(Field.HOST) < 0) {
            host(bytes, line, by, out);
        }
        for (int i = 0; i < lines.count(); i++) {
            if (goesToNode(lines, i, head, keepExpect)) {
                out.writeBytes(bytes, lines.lineStart(i), lines.lineEnd(i) - lines.lineStart(i));
            }
        }
        if (head.maxForwards() > 0) {
            number(MAX_FORWARDS, head.maxForwards() - 1L, out);
        }
        out.writeBytes(by.client());
        out.writeBytes(by.protocol());
        out.writeBytes(head.minorVersion() == 0 ? by.http10() : by.http11());
        upgrade(lines, out);
        framing(length, out);
        out.writeBytes(CRLF);
    }

    private static void target(byte[] bytes, RequestLine line, ByteBuf out) {
        int start = line.pathStart();
        int end = line.targetEnd();
        // The absolute form becomes the origin form; without a path that is "/", for OPTIONS "*" (RFC 9112, section
        // 3.2).
        if (line.hasAuthority() && (start == end || bytes[start] == '?')) {
            out.writeByte(start == end && line.method() == Method.OPTIONS ? '*' : '/');
        }
        out.writeBytes(bytes, start, end - start);
    }

    /** The Host line that HTTP/1.0 may leave out: what the target names, or where the client has connected to. */
    private static void host(byte[] bytes, RequestLine line, ForwardedBy by, ByteBuf out) {
        if (!line.hasAuthority()) {
            out.writeBytes(by.host());
            return;
        }
        out.writeBytes(HOST);
        out.writeBytes(bytes, line.authorityStart(), line.authorityEnd() - line.authorityStart());
        out.writeBytes(CRLF);
    }

    private static boolean goesToNode(FieldLines lines, int line, RequestHead head, boolean keepExpect) {
        if (lines.isDropped(line)) {
            return false;
        }
        return switch (lines.field(line)) {
            case CONTENT_LENGTH, X_FORWARDED_PROTO -> false;
            case EXPECT -> keepExpect && head.expectsContinue();
            case MAX_FORWARDS -> head.maxForwards() < 0;
            default -> true;
        };
    }

    /**
     * Writes an answer's head for a client.
     *
     * @param length bytes of the body that follows; -1 if it is chunked, -2 to say nothing about it
     * @param close whether the connection ends after this answer
     * @param minorVersion the client's
     * @param date the value of Date if the node sent none
     */
    public static void response(
            ResponseHead head, long length, boolean close, int minorVersion, byte[] date, ByteBuf out) {
        statusLine(head, out);
        lines(head, length, out);
        upgrade(head.lines(), out);
        if (!head.isInterim()) {
            date(head, date, out);
            framing(length, out);
            persistence(close, minorVersion, out);
            out.writeBytes(head.imposed());
        }
        out.writeBytes(CRLF);
    }

    /**
     * Writes an answer's head for a client, to be followed by its body compressed by {@link Gzip}, in chunks.
     *
     * @param close whether the connection ends after this answer
     * @param date the value of Date if the node sent none
     */
    public static void compressedResponse(ResponseHead head, boolean close, byte[] date, ByteBuf out) {
        statusLine(head, out);
        weakETag(head, out);
        lines(head, -1, out);
        out.writeBytes(GZIPPED);
        date(head, date, out);
        framing(-1, out);
        persistence(close, 1, out);
        out.writeBytes(head.imposed());
        out.writeBytes(CRLF);
    }

    /** What is compressed is the same thing in other bytes (RFC 9110, section 8.8.3.3). */
    private static void weakETag(ResponseHead head, ByteBuf out) {
        FieldLines lines = head.lines();
        int line = lines.first(Field.ETAG);
        if (line >= 0 && head.bytes()[lines.valueStart(line)] == '"') {
            lines.drop(line);
            out.writeBytes(WEAK_ETAG);
            out.writeBytes(head.bytes(), lines.valueStart(line), lines.valueEnd(line) - lines.valueStart(line));
            out.writeBytes(CRLF);
        }
    }

    private static void statusLine(ResponseHead head, ByteBuf out) {
        byte[] bytes = head.bytes();
        out.writeBytes(VERSION);
        int statusStart = head.reasonStart() - 3;
        out.writeBytes(bytes, statusStart, head.reasonEnd() - statusStart);
        if (head.reasonEnd() == head.reasonStart()) {
            out.writeByte(Ascii.SP);
        }
        out.writeBytes(CRLF);
    }

    private static void lines(ResponseHead head, long length, ByteBuf out) {
        FieldLines lines = head.lines();
        boolean bodiless = head.isInterim() || head.status() == 204;
        for (int i = 0; i < lines.count(); i++) {
            if (!lines.isDropped(i) && goesToClient(lines.field(i), bodiless || length != -2)) {
                out.writeBytes(head.bytes(), lines.lineStart(i), lines.lineEnd(i) - lines.lineStart(i));
            }
        }
    }

    /** What is behind the balancer is nobody's business (RFC 9110, section 7.6.3). */
    private static boolean goesToClient(Field field, boolean lengthIsOurs) {
        return switch (field) {
            case CONTENT_LENGTH -> !lengthIsOurs;
            case VIA -> false;
            default -> true;
        };
    }

    private static void date(ResponseHead head, byte[] date, ByteBuf out) {
        if (head.lines().first(Field.DATE) < 0) {
            out.writeBytes(date);
        }
    }

    /** An Upgrade line that goes on is announced to the next connection (RFC 9110, section 7.8). */
    private static void upgrade(FieldLines lines, ByteBuf out) {
        int line = lines.first(Field.UPGRADE);
        if (line >= 0 && !lines.isDropped(line)) {
            out.writeBytes(UPGRADE);
        }
    }

    static void persistence(boolean close, int minorVersion, ByteBuf out) {
        if (close) {
            out.writeBytes(CLOSE);
        } else if (minorVersion == 0) {
            out.writeBytes(KEEP_ALIVE);
        }
    }

    private static void framing(long length, ByteBuf out) {
        if (length >= 0) {
            number(CONTENT_LENGTH, length, out);
        } else if (length == -1) {
            out.writeBytes(CHUNKED);
        }
    }

    private static void number(byte[] name, long value, ByteBuf out) {
        out.writeBytes(name);
        decimal(value, out);
        out.writeBytes(CRLF);
    }

    /** Writes {@code value}, 0 or more, without making a string of it. */
    static void decimal(long value, ByteBuf out) {
        int start = out.writerIndex();
        long rest = value;
        int digits = 1;
        for (long power = value; power >= 10; power /= 10) {
            digits++;
        }
        out.ensureWritable(digits);
        for (int i = digits - 1; i >= 0; i--) {
            out.setByte(start + i, (int) ('0' + rest % 10));
            rest /= 10;
        }
        out.writerIndex(start + digits);
    }

    /** Writes what stands before a chunk of {@code length} bytes, 1 or more; behind it goes a CR LF. */
    public static void chunkSize(int length, ByteBuf out) {
        int shift = (31 - Integer.numberOfLeadingZeros(length)) / 4 * 4;
        for (; shift >= 0; shift -= 4) {
            out.writeByte("0123456789abcdef".charAt(length >>> shift & 0xf));
        }
        out.writeBytes(CRLF);
    }

    public static void lineEnd(ByteBuf out) {
        out.writeBytes(CRLF);
    }

    /** Writes the end of a chunked body, with the trailers that {@code in} has read (RFC 9112, section 7.1.2). */
    public static void lastChunk(ChunkedDecoder in, ByteBuf out) {
        out.writeBytes(LAST_CHUNK);
        FieldLines lines = in.trailerLines();
        for (int i = 0; i < lines.count(); i++) {
            if (mayBeTrailer(lines.field(i))) {
                out.writeBytes(in.trailers(), lines.lineStart(i), lines.lineEnd(i) - lines.lineStart(i));
            }
        }
        out.writeBytes(CRLF);
    }

    /** Writes the end of a chunked body without trailers. */
    public static void lastChunk(ByteBuf out) {
        out.writeBytes(LAST_CHUNK);
        out.writeBytes(CRLF);
    }

    /** What frames, routes or says who sent the message doesn't belong behind it (RFC 9110, section 6.5.1). */
    static boolean mayBeTrailer(Field field) {
        return switch (field) {
            case OTHER, DATE, ETAG, VARY -> true;
            default -> false;
        };
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    static void text(String text, ByteBuf out) {
        ByteBufUtil.writeAscii(out, text);
    }
}
