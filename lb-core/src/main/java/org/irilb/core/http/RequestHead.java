package org.irilb.core.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A request's head as an index over the bytes it was received in (RFC 9112, sections 2 to 6). The index is valid until
 * the next {@link #parse}, as long as the bytes are left alone. Reused for every request. One loop's.
 */
public final class RequestHead {

    /** Largest head that is accepted, for requests and for answers. */
    public static final int MAX_BYTES = 16 * 1024;

    static final byte[] WEB_SOCKET = "websocket".getBytes(StandardCharsets.US_ASCII);

    private final RequestLine line = new RequestLine();
    private final FieldLines lines = new FieldLines();
    private final ConnectionOptions connection = new ConnectionOptions();
    private final BodyLength body = new BodyLength();
    private final Expectation expectation = new Expectation();
    private final MaxForwards maxForwards = new MaxForwards();
    private final FieldNames vouched;
    private byte[] bytes = {};

    public RequestHead() {
        this(FieldNames.NONE);
    }

    /** @param vouched fields that the balancer vouches for towards nodes, so that nobody else may send them */
    public RequestHead(FieldNames vouched) {
        this.vouched = vouched;
    }

    /**
     * Reads the head in {@code bytes[0..length)}.
     *
     * @return {@link Outcome#COMPLETE} if a whole head is there, {@link Outcome#INCOMPLETE} if what is there may become
     *     one, otherwise why it is refused
     */
    public Outcome parse(byte[] bytes, int length) {
        this.bytes = bytes;
        int limit = Math.min(length, MAX_BYTES);
        Outcome outcome = read(limit);
        if (outcome == Outcome.INCOMPLETE && limit == MAX_BYTES) {
            return line.end() == 0 ? Outcome.TARGET_TOO_LONG : Outcome.HEAD_TOO_LARGE;
        }
        return outcome;
    }

    private Outcome read(int limit) {
        int start = 0;
        // One empty line before a request is ignored (RFC 9112, section 2.2).
        if (limit >= 2 && bytes[0] == Ascii.CR && bytes[1] == Ascii.LF) {
            start = 2;
        } else if (limit == 1 && bytes[0] == Ascii.CR) {
            return Outcome.INCOMPLETE;
        }
        Outcome outcome = line.parse(bytes, start, limit);
        if (outcome == Outcome.COMPLETE) {
            outcome = lines.parse(bytes, line.end(), limit);
        }
        return outcome == Outcome.COMPLETE ? check() : outcome;
    }

    private Outcome check() {
        Outcome outcome = checkHost();
        if (outcome == Outcome.COMPLETE) {
            outcome = connection.read(bytes, lines);
        }
        if (outcome == Outcome.COMPLETE) {
            outcome = body.read(bytes, lines, line.minorVersion());
        }
        if (outcome == Outcome.COMPLETE) {
            outcome = expectation.read(bytes, lines, line.minorVersion());
        }
        if (outcome == Outcome.COMPLETE) {
            outcome = maxForwards.read(bytes, lines, line.method());
        }
        if (outcome != Outcome.COMPLETE) {
            return outcome;
        }
        vouched.dropFrom(bytes, lines);
        boolean refused = line.method() == Method.CONNECT || line.method() == Method.TRACE;
        return refused ? Outcome.METHOD_REFUSED : Outcome.COMPLETE;
    }

    private Outcome checkHost() {
        int occurrences = lines.occurrences(Field.HOST);
        if (occurrences == 0) {
            return line.minorVersion() == 0 ? Outcome.COMPLETE : Outcome.HOST_MISSING;
        }
        if (occurrences > 1) {
            return Outcome.HOST_REPEATED;
        }
        int host = lines.first(Field.HOST);
        int start = lines.valueStart(host);
        int end = lines.valueEnd(host);
        if (!Authority.isValid(bytes, start, end)) {
            return Outcome.BAD_HOST;
        }
        boolean agrees = !line.hasAuthority()
                || Ascii.equalsIgnoreCase(bytes, start, end, line.authorityStart(), line.authorityEnd());
        return agrees ? Outcome.COMPLETE : Outcome.HOST_MISMATCH;
    }

    /** Length of the head in bytes: the body begins here. */
    public int length() {
        return lines.end();
    }

    public Method method() {
        return line.method();
    }

    /** 0 for HTTP/1.0, otherwise 1.1 or later. */
    public int minorVersion() {
        return line.minorVersion();
    }

    public Framing framing() {
        return body.framing();
    }

    /** Bytes; -1 if the body isn't framed by length. */
    public long contentLength() {
        return body.contentLength();
    }

    /** Whether the client will go on with the connection. */
    public boolean isPersistent() {
        return connection.isPersistent(line.minorVersion());
    }

    /** Whether the client waits for an interim answer before it sends the body (RFC 9110, section 10.1.1). */
    public boolean expectsContinue() {
        return expectation.wantsContinue();
    }

    /** Hops that an OPTIONS request may still take; -1 if it isn't limited (RFC 9110, section 7.6.2). */
    public int maxForwards() {
        return maxForwards.hops();
    }

    /**
     * Whether the client asks for WebSocket (RFC 6455, section 4.1). No other protocol is passed on: who lets through
     * what he doesn't understand, HTTP/2 for example, lets through any request.
     */
    public boolean asksForWebSocket() {
        return line.method() == Method.GET
                && asksForUpgrade()
                && framing() == Framing.NONE
                && lines.isOnly(bytes, Field.UPGRADE, WEB_SOCKET);
    }

    /** Has the wish for WebSocket go on to the node. */
    public void keepUpgrade() {
        lines.keep(lines.first(Field.UPGRADE));
    }

    /** What follows {@code prefix} in the path, with the query; null if the path doesn't begin with it. */
    public @Nullable String pathBehind(byte[] prefix) {
        int start = line.pathStart();
        int end = start + prefix.length;
        return end <= line.targetEnd() && Arrays.equals(bytes, start, end, prefix, 0, prefix.length)
                ? text(end, line.targetEnd())
                : null;
    }

    /** The request line as received. */
    public String lineText() {
        return text(line.methodStart(), line.end() - 2);
    }

    /** The User-Agent as received; empty if there is none. */
    public String userAgent() {
        int field = lines.first(Field.USER_AGENT);
        return field < 0 ? "" : text(lines.valueStart(field), lines.valueEnd(field));
    }

    /** The host that is asked for, possibly with a port; empty if it isn't said. */
    String host() {
        int field = lines.first(Field.HOST);
        if (field >= 0) {
            return text(lines.valueStart(field), lines.valueEnd(field));
        }
        return text(line.authorityStart(), line.authorityEnd());
    }

    /** Path and query, beginning with a slash. */
    String path() {
        String path = text(line.pathStart(), line.targetEnd());
        return path.startsWith("/") ? path : path.equals("*") ? "/" : "/" + path;
    }

    /** The only X-Forwarded-Proto as received; empty if there is none, or several. */
    public String forwardedProto() {
        int field = lines.first(Field.X_FORWARDED_PROTO);
        return lines.occurrences(Field.X_FORWARDED_PROTO) == 1
                ? text(lines.valueStart(field), lines.valueEnd(field))
                : "";
    }

    /** The addresses of all X-Forwarded-For fields, in their order, with commas between them; empty if there are none. */
    public String forwardedFor() {
        StringBuilder addresses = new StringBuilder();
        for (int i = 0; i < lines.count(); i++) {
            if (lines.field(i) == Field.X_FORWARDED_FOR) {
                addresses.append(addresses.isEmpty() ? "" : ",").append(text(lines.valueStart(i), lines.valueEnd(i)));
            }
        }
        return addresses.toString();
    }

    /** Where the client's credentials begin; as {@link #credentialsEnd} if it sends none, or several. */
    public int credentialsStart() {
        return hasCredentials() ? lines.valueStart(lines.first(Field.AUTHORIZATION)) : 0;
    }

    public int credentialsEnd() {
        return hasCredentials() ? lines.valueEnd(lines.first(Field.AUTHORIZATION)) : 0;
    }

    private boolean hasCredentials() {
        return lines.occurrences(Field.AUTHORIZATION) == 1;
    }

    /** Keeps the client's credentials from the node. */
    public void dropCredentials() {
        int line = lines.first(Field.AUTHORIZATION);
        if (line >= 0) {
            lines.drop(line);
        }
    }

    /** Every byte as one character, for bytes beyond ASCII may stand in any encoding. */
    private String text(int start, int end) {
        return new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
    }

    /** Whether the client asks for another protocol, and names it (RFC 9110, section 7.8). */
    public boolean asksForUpgrade() {
        return connection.upgrade() && lines.first(Field.UPGRADE) >= 0 && line.minorVersion() >= 1;
    }

    /** Whether there is a field named {@code lowerCaseName}, with any value. */
    public boolean has(byte[] lowerCaseName) {
        for (int i = 0; i < lines.count(); i++) {
            if (Ascii.equalsIgnoreCase(bytes, lines.lineStart(i), lines.nameEnd(i), lowerCaseName)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether trailers may go on; they may not if the sender has named fields that are for this connection only, or could
     * name some that the balancer vouches for.
     */
    public boolean keepsTrailers() {
        return !connection.namesFields() && vouched.isEmpty();
    }

    byte[] bytes() {
        return bytes;
    }

    RequestLine line() {
        return line;
    }

    FieldLines lines() {
        return lines;
    }
}
