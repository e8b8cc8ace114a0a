package org.irilb.core.http;

/**
 * What Content-Length and Transfer-Encoding say of a message's body, if it can be said with certainty (RFC 9112,
 * section 6). Reused for every message. One loop's.
 */
final class BodyLength {

    /** One digit less than {@link Long#MAX_VALUE} has, so that no number of them overflows. */
    private static final int MAX_DIGITS = 18;

    private static final byte[] CHUNKED = {'c', 'h', 'u', 'n', 'k', 'e', 'd'};

    private Framing framing = Framing.NONE;
    private long contentLength = -1;

    Outcome read(byte[] bytes, FieldLines lines, int minorVersion) {
        framing = Framing.NONE;
        contentLength = -1;
        int encodings = lines.occurrences(Field.TRANSFER_ENCODING);
        int lengths = lines.occurrences(Field.CONTENT_LENGTH);
        if (encodings > 0) {
            return encoding(bytes, lines, encodings, lengths, minorVersion);
        }
        return lengths > 0 ? length(bytes, lines, lengths) : Outcome.COMPLETE;
    }

    private Outcome encoding(byte[] bytes, FieldLines lines, int encodings, int lengths, int minorVersion) {
        int line = lines.first(Field.TRANSFER_ENCODING);
        if (encodings > 1
                || minorVersion == 0
                || !Ascii.equalsIgnoreCase(bytes, lines.valueStart(line), lines.valueEnd(line), CHUNKED)) {
            return Outcome.BAD_TRANSFER_ENCODING;
        }
        if (lengths > 0) {
            return Outcome.AMBIGUOUS_LENGTH;
        }
        framing = Framing.CHUNKED;
        return Outcome.COMPLETE;
    }

    private Outcome length(byte[] bytes, FieldLines lines, int lengths) {
        int line = lines.first(Field.CONTENT_LENGTH);
        int start = lines.valueStart(line);
        int end = lines.valueEnd(line);
        if (lengths > 1 || start == end || end - start > MAX_DIGITS) {
            return Outcome.BAD_CONTENT_LENGTH;
        }
        long value = 0;
        for (int i = start; i < end; i++) {
            if (!Ascii.isDigit(bytes[i])) {
                return Outcome.BAD_CONTENT_LENGTH;
            }
            value = value * 10 + bytes[i] - '0';
        }
        framing = Framing.LENGTH;
        contentLength = value;
        return Outcome.COMPLETE;
    }

    Framing framing() {
        return framing;
    }

    /** Bytes, or -1 if no Content-Length was received. */
    long contentLength() {
        return contentLength;
    }
}
