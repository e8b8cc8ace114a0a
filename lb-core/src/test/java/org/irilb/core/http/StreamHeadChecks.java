package org.irilb.core.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What must be true of any fields that a stream of HTTP/2 may have. */
final class StreamHeadChecks {

    /** Stands between fields, and between a name and its value, in a fuzzer's bytes. */
    static final char END = '\u001e';

    private StreamHeadChecks() {}

    /** Names and values in turn. */
    static Http2Headers fields(String... namesAndValues) {
        Http2Headers fields = new DefaultHttp2Headers(false);
        for (int i = 0; i + 1 < namesAndValues.length; i += 2) {
            fields.add(ascii(namesAndValues[i]), ascii(namesAndValues[i + 1]));
        }
        return fields;
    }

    private static AsciiString ascii(String latin1) {
        return new AsciiString(latin1.getBytes(StandardCharsets.ISO_8859_1), false);
    }

    /** The head that fields become; empty if they are malformed. */
    static String written(Http2Headers fields, boolean ended) {
        ByteBuf out = Unpooled.buffer();
        return StreamHead.write(fields, ended, out) ? out.toString(StandardCharsets.ISO_8859_1) : "";
    }

    /** Whatever is written is one head, and says nothing that the fields don't. */
    static void check(byte[] data) {
        String text = new String(data, StandardCharsets.ISO_8859_1);
        boolean ended = text.startsWith("1");
        Http2Headers fields = fields(text.substring(Math.min(1, text.length())).split(String.valueOf(END), -1));
        String written = written(fields, ended);
        trailers(fields);
        if (written.isEmpty()) {
            return;
        }
        RequestHead head = new RequestHead();
        byte[] bytes = written.getBytes(StandardCharsets.ISO_8859_1);
        Outcome outcome = head.parse(bytes, bytes.length);
        assertThat(outcome).as(written).isNotEqualTo(Outcome.INCOMPLETE);
        if (outcome != Outcome.COMPLETE) {
            return;
        }
        assertThat(head.length()).as(written).isEqualTo(bytes.length);
        assertThat(head.lineText()).isEqualTo(fields.method() + " " + fields.path() + " HTTP/1.1");
        assertThat(head.framing()).isEqualTo(framing(fields, ended));
        assertThat(lines(head)).isEqualTo(expected(fields, ended));
        assertThat(Checks.request(bytes)).isEqualTo(Outcome.COMPLETE);
    }

    private static Framing framing(Http2Headers fields, boolean ended) {
        if (fields.contains("content-length")) {
            return Framing.LENGTH;
        }
        return ended ? Framing.NONE : Framing.CHUNKED;
    }

    private static List<String> lines(RequestHead head) {
        List<String> lines = new ArrayList<>();
        FieldLines found = head.lines();
        for (int i = 0; i < found.count(); i++) {
            int start = found.lineStart(i);
            String line = new String(head.bytes(), start, found.valueEnd(i) - start, StandardCharsets.ISO_8859_1);
            lines.add(line.stripTrailing());
        }
        return lines;
    }

    private static List<String> expected(Http2Headers fields, boolean ended) {
        List<String> lines = new ArrayList<>();
        List<String> crumbs = new ArrayList<>();
        if (fields.authority() != null) {
            lines.add("host: " + fields.authority());
        }
        fields.forEach(field -> {
            String name = field.getKey().toString();
            if (name.equals("cookie")) {
                crumbs.add(field.getValue().toString());
            } else if (!name.startsWith(":")
                    && !name.equals("te")
                    && !(name.equals("host") && fields.authority() != null)) {
                lines.add(name + ": " + field.getValue());
            }
        });
        if (!crumbs.isEmpty()) {
            lines.add("cookie: " + String.join("; ", crumbs));
        }
        if (framing(fields, ended) == Framing.CHUNKED) {
            lines.add("transfer-encoding: chunked");
        }
        return lines.stream().map(String::stripTrailing).toList();
    }

    private static void trailers(Http2Headers fields) {
        ByteBuf out = Unpooled.buffer();
        if (StreamHead.writeLastChunk(fields, out)) {
            ChunkedDecoder decoder = new ChunkedDecoder(true);
            Outcome outcome = decoder.read(out);
            assertThat(outcome).isNotEqualTo(Outcome.INCOMPLETE);
            if (outcome == Outcome.COMPLETE) {
                assertThat(out.isReadable()).isFalse();
            }
        }
    }
}
