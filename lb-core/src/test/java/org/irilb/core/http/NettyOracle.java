package org.irilb.core.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpObjectDecoder;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Decodes messages with Netty's codec, to compare with. */
final class NettyOracle {

    /**
     * A message as Netty delimits it.
     *
     * @param start of a request: method and target; of an answer: the status
     * @param fields names and values, each as {@code name: value}
     */
    record Decoded(String start, List<String> fields, String body) {}

    private NettyOracle() {}

    static List<Decoded> requests(String bytes) {
        return decode(new HttpRequestDecoder(config()), bytes);
    }

    static List<Decoded> answers(String bytes) {
        return decode(new HttpResponseDecoder(config()), bytes);
    }

    private static HttpDecoderConfig config() {
        return new HttpDecoderConfig().setMaxInitialLineLength(20_000).setMaxHeaderSize(20_000);
    }

    private static List<Decoded> decode(HttpObjectDecoder decoder, String bytes) {
        EmbeddedChannel channel = new EmbeddedChannel(decoder);
        channel.writeInbound(Unpooled.copiedBuffer(bytes, StandardCharsets.ISO_8859_1));
        channel.finish();
        List<Decoded> messages = new ArrayList<>();
        HttpMessage head = null;
        StringBuilder body = new StringBuilder();
        HttpObject part;
        while ((part = channel.readInbound()) != null) {
            if (part.decoderResult().isFailure()) {
                throw new AssertionError(
                        "Netty refuses it", part.decoderResult().cause());
            }
            if (part instanceof HttpMessage message) {
                add(messages, head, body);
                head = message;
            }
            if (part instanceof HttpContent content) {
                body.append(content.content().toString(StandardCharsets.ISO_8859_1));
                content.release();
            }
        }
        add(messages, head, body);
        return messages;
    }

    private static void add(List<Decoded> messages, HttpMessage head, StringBuilder body) {
        if (head != null) {
            List<String> fields = new ArrayList<>();
            head.headers().forEach(field -> fields.add(field.getKey() + ": " + field.getValue()));
            messages.add(new Decoded(start(head), fields, body.toString()));
            body.setLength(0);
        }
    }

    private static String start(HttpMessage head) {
        return head instanceof HttpRequest request
                ? request.method() + " " + request.uri()
                : Integer.toString(((HttpResponse) head).status().code());
    }
}
