package org.irilb.core.http;

/** What became of an attempt to read a head or a body. */
public enum Outcome {
    /** All of it is there and right. */
    COMPLETE(0, ""),
    /** Right so far; more bytes are needed. */
    INCOMPLETE(0, ""),

    BAD_METHOD(400, "Malformed request: the method is not a token"),
    METHOD_TOO_LONG(501, "The method is not implemented (expected: at most " + Method.MAX_LENGTH + " bytes)"),
    BAD_TARGET(400, "Malformed request: the request target is not valid"),
    TARGET_TOO_LONG(414, "The request target is too long"),
    BAD_VERSION(400, "Malformed request: the HTTP version is not valid"),
    UNSUPPORTED_VERSION(505, "HTTP version not supported (expected: HTTP/1.0 or HTTP/1.1)"),
    BAD_STATUS_LINE(400, "Malformed answer: the status line is not valid"),
    BAD_LINE_END(400, "Malformed message: a line doesn't end in CR LF"),
    BAD_FIELD_NAME(400, "Malformed message: a field name is not a token followed by a colon"),
    BAD_FIELD_VALUE(400, "Malformed message: a field value holds a control character"),
    FOLDED_LINE(400, "Malformed message: folded field lines are not accepted"),
    TOO_MANY_FIELDS(431, "Too many header fields (expected: at most " + FieldLines.MAX + ")"),
    HEAD_TOO_LARGE(431, "The header is too large (expected: at most " + RequestHead.MAX_BYTES + " bytes)"),
    HOST_MISSING(400, "Malformed request: Host is missing"),
    HOST_REPEATED(400, "Malformed request: more than one Host"),
    BAD_HOST(400, "Malformed request: Host is not valid"),
    HOST_MISMATCH(400, "Malformed request: Host and the request target name different authorities"),
    BAD_CONTENT_LENGTH(400, "Malformed message: Content-Length is not a single number"),
    BAD_TRANSFER_ENCODING(400, "Malformed message: Transfer-Encoding is not exactly 'chunked'"),
    AMBIGUOUS_LENGTH(400, "Malformed message: both Content-Length and Transfer-Encoding"),
    BAD_CONNECTION(400, "Malformed message: Connection is not a list of tokens"),
    BAD_MAX_FORWARDS(400, "Malformed request: Max-Forwards is not a number"),
    BAD_EXPECTATION(417, "The expectation can't be met (expected: 100-continue)"),
    METHOD_REFUSED(405, "The method is not allowed here"),
    BAD_CHUNK(400, "Malformed message: the chunked body is not valid"),
    CHUNK_OVERHEAD(400, "Malformed message: chunk extensions or trailers are too large");

    private final int status;
    private final String message;

    Outcome(int status, String message) {
        this.status = status;
        this.message = message;
    }

    /** The status that a client is answered with; 0 if nothing is wrong. */
    public int status() {
        return status;
    }

    /** What is wrong, and what was expected; empty if nothing is. */
    public String message() {
        return message;
    }

    public boolean isRefusal() {
        return status != 0;
    }
}
