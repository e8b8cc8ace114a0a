package org.irilb.core.http;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.ReadOnlyHttp2Headers;
import io.netty.util.AsciiString;
import java.util.Arrays;

/**
 * Reads the head of an answer, as {@link HeadWriter} and {@link OwnAnswer} write it, into the fields of an HTTP/2 stream
 * (RFC 9113, section 8.3.2). Reused for every answer. One loop's.
 */
public final class StreamAnswer {

    /** Behind {@code HTTP/1.1}. */
    private static final int STATUS_START = 9;

    private static final int STATUS_END = STATUS_START + 3;

    private static final AsciiString[] NAMES = names();

    private byte[] bytes = new byte[RequestHead.MAX_BYTES];
    private AsciiString[] pairs = new AsciiString[32];
    private int count;
    private int status;

    /** Takes the head out of {@code in} and leaves what is behind it. */
    public Http2Headers read(ByteBuf in) {
        int length = in.readableBytes();
        if (length > bytes.length) {
            bytes = new byte[length];
        }
        in.getBytes(in.readerIndex(), bytes, 0, length);
        status = 0;
        for (int i = STATUS_START; i < STATUS_END; i++) {
            status = status * 10 + bytes[i] - '0';
        }
        count = 0;
        int position = lineEnd(STATUS_END);
        while (bytes[position] != Ascii.CR) {
            int end = lineEnd(position);
            field(position, end - 2);
            position = end;
        }
        in.skipBytes(position + 2);
        return ReadOnlyHttp2Headers.serverHeaders(
                false, HttpResponseStatus.valueOf(status).codeAsText(), Arrays.copyOf(pairs, count));
    }

    /** Whether the head that was read last is followed by another one. */
    public boolean isInterim() {
        return status < 200;
    }

    /** Behind the line that {@code start} is in. */
    private int lineEnd(int start) {
        int position = start;
        while (bytes[position] != Ascii.LF) {
            position++;
        }
        return position + 1;
    }

    private void field(int start, int end) {
        int nameEnd = start;
        while (bytes[nameEnd] != ':') {
            nameEnd++;
        }
        Field field = Field.of(bytes, start, nameEnd);
        if (field.isHopByHop()) {
            return;
        }
        int valueStart = nameEnd + 1;
        int valueEnd = end;
        while (valueStart < valueEnd && Ascii.isBlank(bytes[valueStart])) {
            valueStart++;
        }
        while (valueEnd > valueStart && Ascii.isBlank(bytes[valueEnd - 1])) {
            valueEnd--;
        }
        add(name(field, bytes, start, nameEnd), new AsciiString(bytes, valueStart, valueEnd - valueStart, true));
    }

    private void add(AsciiString name, AsciiString value) {
        if (count == pairs.length) {
            pairs = Arrays.copyOf(pairs, 2 * count);
        }
        pairs[count++] = name;
        pairs[count++] = value;
    }

    /** The trailers that may go on behind a body that was received in chunks; empty if there are none. */
    public Http2Headers trailers(ChunkedDecoder chunks) {
        count = 0;
        FieldLines lines = chunks.trailerLines();
        byte[] trailers = chunks.trailers();
        for (int i = 0; i < lines.count(); i++) {
            if (HeadWriter.mayBeTrailer(lines.field(i))) {
                int start = lines.valueStart(i);
                AsciiString value = new AsciiString(trailers, start, lines.valueEnd(i) - start, true);
                add(name(lines.field(i), trailers, lines.lineStart(i), lines.nameEnd(i)), value);
            }
        }
        return ReadOnlyHttp2Headers.trailers(false, Arrays.copyOf(pairs, count));
    }

    private static AsciiString name(Field field, byte[] bytes, int start, int end) {
        return field == Field.OTHER
                ? new AsciiString(bytes, start, end - start, true).toLowerCase()
                : NAMES[field.ordinal()];
    }

    private static AsciiString[] names() {
        return Arrays.stream(Field.values())
                .map(field -> new AsciiString(field.fieldName()).toLowerCase())
                .toArray(AsciiString[]::new);
    }
}
