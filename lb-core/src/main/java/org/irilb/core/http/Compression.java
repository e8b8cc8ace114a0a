package org.irilb.core.http;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * Which answers may be compressed on their way (RFC 9110, sections 8.4 and 12.5.3; HAProxy manual, chapter 4.2,
 * "compression"). Immutable; any thread.
 */
public final class Compression {

    private static final byte[] GZIP = {'g', 'z', 'i', 'p'};
    private static final byte[] X_GZIP = {'x', '-', 'g', 'z', 'i', 'p'};
    private static final byte[] ANY = {'*'};
    private static final byte[] MULTIPART = "multipart".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NO_TRANSFORM = "no-transform".getBytes(StandardCharsets.US_ASCII);

    private final byte[][] types;
    private final int minSize;

    /**
     * @param types how the Content-Type of what is compressed begins; none for nothing
     * @param minSize shorter bodies are left alone, in bytes
     */
    public Compression(List<String> types, int minSize) {
        this.types = types.stream()
                .map(type -> type.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII))
                .toArray(byte[][]::new);
        this.minSize = minSize;
    }

    /** Whether the client of a request takes gzip. */
    public boolean isWantedBy(RequestHead head) {
        FieldLines lines = head.lines();
        if (types.length == 0 || head.minorVersion() == 0 || lines.occurrences(Field.ACCEPT_ENCODING) == 0) {
            return false;
        }
        AcceptedCodings gzip = new AcceptedCodings(GZIP, X_GZIP);
        AcceptedCodings any = new AcceptedCodings(ANY, ANY);
        for (int line = 0; line < lines.count(); line++) {
            if (lines.field(line) == Field.ACCEPT_ENCODING) {
                gzip.read(head.bytes(), lines.valueStart(line), lines.valueEnd(line));
                any.read(head.bytes(), lines.valueStart(line), lines.valueEnd(line));
            }
        }
        return gzip.isNamed() ? gzip.isAccepted() : any.isAccepted();
    }

    /** Whether an answer, to a client that takes gzip, is one to compress. */
    public boolean suits(ResponseHead head) {
        boolean framed = head.framing() == Framing.CHUNKED
                || head.framing() == Framing.LENGTH && head.contentLength() >= minSize;
        FieldLines lines = head.lines();
        return framed
                && head.minorVersion() >= 1
                && head.status() >= 200
                && head.status() <= 203
                && lines.occurrences(Field.CONTENT_ENCODING) == 0
                && lines.occurrences(Field.CONTENT_TYPE) == 1
                && isOfType(head.bytes(), lines)
                && lines.occurrences(Field.ETAG) <= 1
                && !forbidsChange(head.bytes(), lines);
    }

    private boolean isOfType(byte[] bytes, FieldLines lines) {
        int line = lines.first(Field.CONTENT_TYPE);
        int start = lines.valueStart(line);
        int end = lines.valueEnd(line);
        if (begins(bytes, start, end, MULTIPART)) {
            return false;
        }
        for (byte[] type : types) {
            if (begins(bytes, start, end, type)) {
                return true;
            }
        }
        return false;
    }

    private static boolean forbidsChange(byte[] bytes, FieldLines lines) {
        for (int line = 0; line < lines.count(); line++) {
            if (lines.field(line) != Field.CACHE_CONTROL) {
                continue;
            }
            for (int start = lines.valueStart(line); start < lines.valueEnd(line); start++) {
                if (begins(bytes, start, lines.valueEnd(line), NO_TRANSFORM)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean begins(byte[] bytes, int start, int end, byte[] lowerCase) {
        return end - start >= lowerCase.length
                && Ascii.equalsIgnoreCase(bytes, start, start + lowerCase.length, lowerCase);
    }
}
