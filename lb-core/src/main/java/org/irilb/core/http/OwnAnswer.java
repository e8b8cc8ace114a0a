package org.irilb.core.http;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/**
 * An answer that the balancer makes itself, in the shape of a node's: JSON with {@code error} and {@code duration}, and
 * readable by a web page of any origin.
 *
 * @param status of the answer
 * @param message for people, escaped for JSON here; empty if nothing is wrong
 * @param retryAfter seconds after which a new try may help; 0 if waiting doesn't
 * @param isText whether the message is the body as it is, in ASCII, instead
 * @param fields further field lines in ASCII, each with its CR LF
 */
public record OwnAnswer(int status, String message, int retryAfter, boolean isText, String fields) {

    /** Bytes that the head needs at most. */
    private static final int HEAD_SIZE = 384;

    private static final byte[] DONE = "{\"duration\":0}".getBytes(StandardCharsets.US_ASCII);

    public OwnAnswer(int status, String message, int retryAfter, String fields) {
        this(status, message, retryAfter, false, fields);
    }

    public OwnAnswer(int status, String message, int retryAfter) {
        this(status, message, retryAfter, "");
    }

    /** 200 with nothing but a text. */
    public static OwnAnswer text(String text) {
        return new OwnAnswer(200, text, 0, true, "");
    }

    public static OwnAnswer of(int status, String message) {
        return new OwnAnswer(status, message, 0);
    }

    public static OwnAnswer of(Outcome refusal) {
        return new OwnAnswer(refusal.status(), refusal.message(), 0);
    }

    /** The same, with further fields. */
    public OwnAnswer with(FixedFields further) {
        return further == FixedFields.NONE ? this : new OwnAnswer(status, message, retryAfter, fields + further.text());
    }

    /** Bytes that {@link #write} writes at most. */
    public int size() {
        return HEAD_SIZE + fields.length() + 6 * message.length();
    }

    /**
     * Writes head and body.
     *
     * @param close whether the connection ends after it
     * @param minorVersion the client's
     * @param toHead whether it answers a HEAD request and so has no body
     * @param date the Date line
     */
    public void write(boolean close, int minorVersion, boolean toHead, byte[] date, ByteBuf out) {
        byte[] body = body();
        HeadWriter.text("HTTP/1.1 ", out);
        HeadWriter.decimal(status, out);
        HeadWriter.text(" " + reason(status) + "\r\nContent-Type: ", out);
        HeadWriter.text(isText ? "text/plain" : "application/json", out);
        HeadWriter.lineEnd(out);
        HeadWriter.text("Access-Control-Allow-Origin: *\r\nCache-Control: no-store\r\n", out);
        if (retryAfter > 0) {
            HeadWriter.text("Access-Control-Expose-Headers: Retry-After\r\nRetry-After: ", out);
            HeadWriter.decimal(retryAfter, out);
            HeadWriter.lineEnd(out);
        }
        if (status == 405 || status == 200) {
            HeadWriter.text("Allow: GET, HEAD, POST, PUT, DELETE, OPTIONS, PATCH\r\n", out);
        }
        HeadWriter.text(fields, out);
        out.writeBytes(date);
        HeadWriter.text("Content-Length: ", out);
        HeadWriter.decimal(body.length, out);
        HeadWriter.lineEnd(out);
        HeadWriter.persistence(close, minorVersion, out);
        HeadWriter.lineEnd(out);
        if (!toHead) {
            out.writeBytes(body);
        }
    }

    private byte[] body() {
        if (isText) {
            return message.getBytes(StandardCharsets.US_ASCII);
        }
        if (message.isEmpty()) {
            return DONE;
        }
        StringBuilder json = new StringBuilder("{\"error\":\"");
        for (int i = 0; i < message.length(); i++) {
            char c = message.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ' || c > '~') {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        return json.append("\",\"duration\":0}").toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static String reason(int status) {
        return switch (status) {
            case 200 -> "OK";
            case 301 -> "Moved Permanently";
            case 308 -> "Permanent Redirect";
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 408 -> "Request Timeout";
            case 413 -> "Content Too Large";
            case 414 -> "URI Too Long";
            case 417 -> "Expectation Failed";
            case 429 -> "Too Many Requests";
            case 431 -> "Request Header Fields Too Large";
            case 500 -> "Internal Server Error";
            case 501 -> "Not Implemented";
            case 502 -> "Bad Gateway";
            case 503 -> "Service Unavailable";
            case 504 -> "Gateway Timeout";
            case 505 -> "HTTP Version Not Supported";
            default -> throw new IllegalArgumentException("status: " + status + " (expected: one that is answered)");
        };
    }
}
