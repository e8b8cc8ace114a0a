package org.irilb.core.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;

/** Parses and writes heads given as text, one letter a byte. */
final class Heads {

    static final String DATE = "Date: Thu, 01 Jan 1970 00:00:00 GMT\r\n";

    private static final ForwardedBy BY = ForwardedBy.of("192.0.2.7", false, Optional.of("iri-lb"), "192.0.2.1:14267");

    private Heads() {}

    /** A GET with the fields that every request needs, and these lines, each with its CR LF. */
    static String get(String lines) {
        return "GET / HTTP/1.1\r\nHost: a\r\n" + lines + "\r\n";
    }

    static String ok(String lines) {
        return "HTTP/1.1 200 OK\r\n" + lines + "\r\n";
    }

    static Outcome request(String head) {
        byte[] bytes = latin1(head);
        return new RequestHead().parse(bytes, bytes.length);
    }

    static Outcome answer(String head) {
        byte[] bytes = latin1(head);
        return new ResponseHead().parse(bytes, bytes.length, false);
    }

    static RequestHead parsedRequest(String head) {
        byte[] bytes = latin1(head);
        RequestHead parsed = new RequestHead();
        assertThat(parsed.parse(bytes, bytes.length)).as(head).isEqualTo(Outcome.COMPLETE);
        return parsed;
    }

    static ResponseHead parsedAnswer(String head, boolean toHead) {
        byte[] bytes = latin1(head);
        ResponseHead parsed = new ResponseHead();
        assertThat(parsed.parse(bytes, bytes.length, toHead)).as(head).isEqualTo(Outcome.COMPLETE);
        return parsed;
    }

    /** What a node gets instead of this head, if it has no body. */
    static String forNode(String head) {
        return forNode(head, -2);
    }

    static String forNode(String head, long length) {
        RequestHead parsed = parsedRequest(head);
        return written(out -> HeadWriter.request(parsed, BY, length, false, out));
    }

    /** What a client of HTTP/1.1 gets instead of this head. */
    static String forClient(String head, long length, boolean close) {
        ResponseHead parsed = parsedAnswer(head, false);
        return written(out -> HeadWriter.response(parsed, length, close, 1, latin1(DATE), out));
    }

    static String written(Consumer<ByteBuf> writer) {
        ByteBuf out = Unpooled.buffer();
        writer.accept(out);
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
