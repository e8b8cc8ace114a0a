package org.irilb.core.http;

import java.util.Arrays;

/**
 * An answer's head as an index over the bytes it was received in (RFC 9112, sections 4 to 6), read as strictly as a
 * request's. Valid until the next {@link #parse}, as long as the bytes are left alone. One loop's.
 */
public final class ResponseHead {

    private static final byte[] VERSION = {'H', 'T', 'T', 'P', '/', '1', '.'};
    /** Behind {@code HTTP/1.1 200}. */
    private static final int STATUS_END = VERSION.length + 5;

    private final FieldLines lines = new FieldLines();
    private final ConnectionOptions connection = new ConnectionOptions();
    private final BodyLength body = new BodyLength();
    private byte[] bytes = {};
    private byte[] imposed = FixedFields.NONE.lines();
    private Framing framing = Framing.NONE;
    private int minorVersion;
    private int status;
    private int reasonEnd;

    /**
     * Reads the head in {@code bytes[0..length)}.
     *
     * @param toHead whether it answers a HEAD request and so has no body
     * @return {@link Outcome#COMPLETE} if a whole head is there, {@link Outcome#INCOMPLETE} if what is there may become
     *     one, otherwise what is wrong with it
     */
    public Outcome parse(byte[] bytes, int length, boolean toHead) {
        this.bytes = bytes;
        imposed = FixedFields.NONE.lines();
        int limit = Math.min(length, RequestHead.MAX_BYTES);
        int lineEnd = statusLine(limit);
        if (lineEnd < 0) {
            return Outcome.BAD_STATUS_LINE;
        }
        Outcome outcome = lineEnd == 0 ? Outcome.INCOMPLETE : lines.parse(bytes, lineEnd, limit);
        if (outcome == Outcome.INCOMPLETE && limit == RequestHead.MAX_BYTES) {
            return Outcome.HEAD_TOO_LARGE;
        }
        return outcome == Outcome.COMPLETE ? check(toHead) : outcome;
    }

    /** Behind the status line; 0 if more bytes are needed, -1 if it is not valid. */
    private int statusLine(int limit) {
        int available = Math.min(limit, STATUS_END);
        for (int i = 0; i < available; i++) {
            if (!isStatusLineByte(bytes[i], i)) {
                return -1;
            }
        }
        if (limit <= STATUS_END) {
            return 0;
        }
        minorVersion = bytes[VERSION.length] - '0';
        status = (bytes[STATUS_END - 3] - '0') * 100 + (bytes[STATUS_END - 2] - '0') * 10 + bytes[STATUS_END - 1] - '0';
        int position = STATUS_END;
        if (bytes[position] == Ascii.SP) {
            while (position < limit && Ascii.isFieldValue(bytes[position])) {
                position++;
            }
        }
        reasonEnd = position;
        if (position < limit && bytes[position] != Ascii.CR) {
            return -1;
        }
        if (position + 1 >= limit) {
            return 0;
        }
        return bytes[position + 1] == Ascii.LF ? position + 2 : -1;
    }

    private static boolean isStatusLineByte(byte b, int index) {
        if (index < VERSION.length) {
            return b == VERSION[index];
        }
        return switch (index - VERSION.length) {
            case 0, 3, 4 -> Ascii.isDigit(b);
            case 1 -> b == Ascii.SP;
            default -> b >= '1' && b <= '5';
        };
    }

    private Outcome check(boolean toHead) {
        Outcome outcome = connection.read(bytes, lines);
        if (outcome == Outcome.COMPLETE) {
            outcome = body.read(bytes, lines, minorVersion);
        }
        if (outcome != Outcome.COMPLETE) {
            return outcome;
        }
        if (isWebSocket()) {
            lines.keep(lines.first(Field.UPGRADE));
        }
        framing = toHead || isInterim() || status == 204 || status == 304
                ? Framing.NONE
                : body.framing() == Framing.NONE ? Framing.UNTIL_CLOSE : body.framing();
        return Outcome.COMPLETE;
    }

    /** Has the answer carry {@code fields} to the client, instead of what the node says of them. */
    public void impose(FixedFields fields) {
        fields.names().dropFrom(bytes, lines);
        imposed = fields.lines();
    }

    /** Lines that the answer carries besides those that were received. */
    byte[] imposed() {
        return imposed;
    }

    /** Length of the head in bytes: the body begins here. */
    public int length() {
        return lines.end();
    }

    /** The bytes of the head, from its status line to the empty line, to be kept. */
    public byte[] copy() {
        return Arrays.copyOf(bytes, length());
    }

    int minorVersion() {
        return minorVersion;
    }

    public int status() {
        return status;
    }

    /** Whether a final answer is still to come (RFC 9110, section 15.2). */
    public boolean isInterim() {
        return status < 200;
    }

    /** Whether it changes the protocol to WebSocket (RFC 6455, section 4.2.2). */
    public boolean isWebSocket() {
        return status == 101 && connection.upgrade() && lines.isOnly(bytes, Field.UPGRADE, RequestHead.WEB_SOCKET);
    }

    /** How the body is framed, for the request that was asked. */
    public Framing framing() {
        return framing;
    }

    /** Bytes; -1 if no Content-Length was received. Also there for answers without a body, to HEAD for example. */
    public long contentLength() {
        return body.contentLength();
    }

    /** Whether the node will go on with the connection. */
    public boolean isPersistent() {
        return connection.isPersistent(minorVersion) && framing != Framing.UNTIL_CLOSE;
    }

    /** Whether trailers may go on; they may not if the sender has named fields that are for this connection only. */
    public boolean keepsTrailers() {
        return !connection.namesFields();
    }

    byte[] bytes() {
        return bytes;
    }

    FieldLines lines() {
        return lines;
    }

    /** Where the reason phrase begins, with the blank before it. */
    int reasonStart() {
        return STATUS_END;
    }

    int reasonEnd() {
        return reasonEnd;
    }
}
