package org.irilb.core.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.InvalidChunkExtensionException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;
import org.irilb.core.http.NettyOracle.Decoded;

/** What must be true of any bytes, whoever made them: a generator, a fuzzer, an attacker. */
final class Checks {

    private static final String NEXT_REQUEST = "GET /next HTTP/1.1\r\nHost: next\r\n\r\n";
    private static final String NEXT_ANSWER = "HTTP/1.1 299 Next\r\nContent-Length: 0\r\n\r\n";
    private static final String CHUNKS = "3;x\r\nabc\r\n0\r\n\r\n";
    private static final long BODY_LIMIT = 1_000;

    private Checks() {}

    static Outcome request(byte[] data) {
        RequestHead head = new RequestHead();
        Outcome outcome = head.parse(data, data.length);
        partsAgree(data.length, outcome, head.length(), length -> new RequestHead().parse(data, length));
        if (outcome == Outcome.COMPLETE) {
            goesOnAsWhatItIs(head);
            if (head.contentLength() <= BODY_LIMIT) {
                nettyDelimitsItAlike(data, head);
            }
        }
        return outcome;
    }

    static Outcome answer(byte[] data) {
        ResponseHead head = new ResponseHead();
        Outcome outcome = head.parse(data, data.length, false);
        partsAgree(data.length, outcome, head.length(), length -> new ResponseHead().parse(data, length, false));
        // Behind 101 there is another protocol, for Netty too.
        if (outcome == Outcome.COMPLETE && head.status() != 101) {
            goesOnAsWhatItIs(head);
            if (head.contentLength() <= BODY_LIMIT) {
                nettyDelimitsItAlike(data, head);
            }
        }
        return outcome;
    }

    /** Reads in pieces of that size, 1 or more; the outcome and the data are the same for every size. */
    static Outcome chunks(byte[] data, int size) {
        StringBuilder whole = new StringBuilder();
        StringBuilder pieces = new StringBuilder();
        ChunkedDecoder decoder = new ChunkedDecoder(true);
        ByteBuf rest = Unpooled.wrappedBuffer(data);
        Outcome outcome = readChunks(decoder, rest, whole);
        ChunkedDecoder other = new ChunkedDecoder(true);
        Outcome last = Outcome.INCOMPLETE;
        for (int i = 0; i < data.length && last == Outcome.INCOMPLETE; i += size) {
            last = readChunks(other, Unpooled.wrappedBuffer(data, i, Math.min(size, data.length - i)), pieces);
        }
        assertThat(last).isEqualTo(outcome);
        if (!outcome.isRefusal()) {
            assertThat(pieces.toString()).isEqualTo(whole.toString());
        }
        if (outcome == Outcome.COMPLETE) {
            String sent = new String(data, 0, rest.readerIndex(), StandardCharsets.ISO_8859_1);
            String head = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
            nettyReads(head + sent, whole.toString());
            nettyReads(head + rewritten(decoder, whole.toString()), whole.toString());
        }
        return outcome;
    }

    private static Outcome readChunks(ChunkedDecoder decoder, ByteBuf in, StringBuilder data) {
        while (true) {
            Outcome outcome = decoder.read(in);
            int available = decoder.available(in);
            if (outcome != Outcome.INCOMPLETE || available == 0) {
                return outcome;
            }
            data.append(in.readCharSequence(available, StandardCharsets.ISO_8859_1));
            decoder.taken(available);
        }
    }

    private static String rewritten(ChunkedDecoder decoder, String data) {
        return Heads.written(out -> {
            if (!data.isEmpty()) {
                HeadWriter.chunkSize(data.length(), out);
                out.writeCharSequence(data, StandardCharsets.ISO_8859_1);
                HeadWriter.lineEnd(out);
            }
            HeadWriter.lastChunk(decoder, out);
        });
    }

    private static void nettyReads(String request, String body) {
        List<Decoded> decoded;
        try {
            decoded = NettyOracle.requests(request + NEXT_REQUEST);
        } catch (AssertionError e) {
            if (e.getCause() instanceof InvalidChunkExtensionException) {
                return; // blanks behind an extension's value, which the RFC wants to be accepted
            }
            throw e;
        }
        assertThat(decoded).hasSize(2);
        assertThat(decoded.get(0).body()).isEqualTo(body);
        assertThat(decoded.get(1).start()).isEqualTo("GET /next");
    }

    /** Less than a whole head may become one, and what is refused is refused for the same reason before and after. */
    private static void partsAgree(int length, Outcome outcome, int headLength, IntFunction<Outcome> parse) {
        for (int part = 0; part < length; part += 1 + length / 64) {
            Outcome before = parse.apply(part);
            if (outcome == Outcome.COMPLETE) {
                assertThat(before).isEqualTo(part < headLength ? Outcome.INCOMPLETE : Outcome.COMPLETE);
            } else {
                assertThat(before).isIn(Outcome.INCOMPLETE, outcome);
            }
        }
    }

    /** What is written for a node is valid and means the same; nothing of it is for one connection. */
    private static void goesOnAsWhatItIs(RequestHead head) {
        long length =
                switch (head.framing()) {
                    case NONE, UNTIL_CLOSE -> -2;
                    case LENGTH -> head.contentLength();
                    case CHUNKED -> -1;
                };
        ForwardedBy by = ForwardedBy.of("192.0.2.7", false, Optional.of("iri-lb"), "a");
        byte[] written = Heads.latin1(Heads.written(out -> HeadWriter.request(head, by, length, true, out)));
        if (written.length > RequestHead.MAX_BYTES || head.lines().count() > FieldLines.MAX - 5) {
            return; // our lines don't fit, for a reader like this
        }
        RequestHead again = new RequestHead();
        assertThat(again.parse(written, written.length)).isEqualTo(Outcome.COMPLETE);
        assertThat(again.length()).isEqualTo(written.length);
        assertThat(again.method()).isEqualTo(head.method());
        assertThat(again.minorVersion()).isEqualTo(1);
        assertThat(again.framing()).isEqualTo(head.framing());
        assertThat(again.contentLength()).isEqualTo(head.contentLength());
        assertThat(again.isPersistent()).isTrue();
        assertThat(again.lines().occurrences(Field.HOST)).isEqualTo(1);
        assertThat(again.lines().occurrences(Field.VIA)).isEqualTo(head.lines().occurrences(Field.VIA) + 1);
        assertThat(again.lines().occurrences(Field.X_FORWARDED_PROTO)).isEqualTo(1);
        assertThat(again.line().hasAuthority()).isFalse();
        onlyFramingIsForOneConnection(again.lines());
    }

    private static void goesOnAsWhatItIs(ResponseHead head) {
        long length = head.framing() == Framing.CHUNKED || head.framing() == Framing.UNTIL_CLOSE ? -1 : -2;
        byte[] written =
                Heads.latin1(Heads.written(out -> HeadWriter.response(head, length, false, 1, new byte[0], out)));
        if (written.length > RequestHead.MAX_BYTES || head.lines().count() > FieldLines.MAX - 5) {
            return;
        }
        ResponseHead again = new ResponseHead();
        assertThat(again.parse(written, written.length, false)).isEqualTo(Outcome.COMPLETE);
        assertThat(again.length()).isEqualTo(written.length);
        assertThat(again.status()).isEqualTo(head.status());
        assertThat(again.framing()).isEqualTo(head.framing() == Framing.UNTIL_CLOSE ? Framing.CHUNKED : head.framing());
        assertThat(again.isPersistent()).isTrue();
        onlyFramingIsForOneConnection(again.lines());
    }

    private static void onlyFramingIsForOneConnection(FieldLines lines) {
        for (int i = 0; i < lines.count(); i++) {
            assertThat(lines.isDropped(i)).isEqualTo(lines.field(i) == Field.TRANSFER_ENCODING);
        }
    }

    private static void nettyDelimitsItAlike(byte[] data, RequestHead head) {
        String text = asHttp11(new String(data, 0, head.length(), StandardCharsets.ISO_8859_1));
        String body = "b".repeat((int) Math.max(0, head.contentLength()));
        boolean chunked = head.framing() == Framing.CHUNKED;
        List<Decoded> decoded = NettyOracle.requests(text + (chunked ? CHUNKS : body) + NEXT_REQUEST);
        assertThat(decoded).hasSize(2);
        RequestLine line = head.line();
        String target = text.substring(line.methodEnd() + 1, line.targetEnd());
        assertThat(decoded.get(0))
                .isEqualTo(new Decoded(
                        text.substring(line.methodStart(), line.methodEnd()) + " " + target,
                        fields(text, head.lines()),
                        chunked ? "abc" : body));
        assertThat(decoded.get(1).start()).isEqualTo("GET /next");
    }

    private static void nettyDelimitsItAlike(byte[] data, ResponseHead head) {
        String text = asHttp11(new String(data, 0, head.length(), StandardCharsets.ISO_8859_1));
        String body = head.framing() == Framing.LENGTH ? "b".repeat((int) head.contentLength()) : "";
        boolean chunked = head.framing() == Framing.CHUNKED;
        List<Decoded> decoded = NettyOracle.answers(text + (chunked ? CHUNKS : body) + NEXT_ANSWER);
        boolean untilClose = head.framing() == Framing.UNTIL_CLOSE;
        assertThat(decoded).hasSize(untilClose ? 1 : 2);
        List<String> fields = fields(text, head.lines());
        if (head.framing() == Framing.NONE) {
            // Netty takes it away where it means nothing; the balancer does so everywhere.
            fields.removeIf(field -> field.toLowerCase(Locale.ROOT).startsWith("transfer-encoding:"));
        }
        assertThat(decoded.get(0))
                .isEqualTo(new Decoded(
                        Integer.toString(head.status()), fields, untilClose ? NEXT_ANSWER : chunked ? "abc" : body));
    }

    /** Later minor versions are passed on as 1.1; Netty knows no chunks in them. */
    private static String asHttp11(String text) {
        return text.replaceFirst("(?<=\\bHTTP/1\\.)[2-9](?= |\r)", "1");
    }

    private static List<String> fields(String text, FieldLines lines) {
        List<String> fields = new ArrayList<>();
        for (int i = 0; i < lines.count(); i++) {
            fields.add(text.substring(lines.lineStart(i), lines.nameEnd(i)) + ": "
                    + text.substring(lines.valueStart(i), lines.valueEnd(i)));
        }
        return fields;
    }
}
