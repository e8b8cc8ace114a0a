package org.irilb.core.proxy.exchange;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A node's whole answer, kept for all who wait for it. Its body lies outside the heap, so that however many it is sent
 * to, nobody copies it; it goes with the last who refers to it. Any thread.
 */
final class KeptAnswer {

    /** What IRI says to work that was interrupted before anything was found. */
    static final KeptAnswer INTERRUPTED = json("{\"trytes\":[],\"duration\":0}");

    private final byte[] head;
    private final ByteBuffer body;

    /**
     * @param head as received
     * @param body without its framing; copied
     */
    KeptAnswer(byte[] head, ByteBuf body) {
        this.head = head;
        this.body = ByteBuffer.allocateDirect(body.readableBytes());
        body.getBytes(body.readerIndex(), this.body.duplicate());
    }

    private static KeptAnswer json(String body) {
        String head = "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nContent-Type: application/json\r\n"
                + "Content-Length: " + body.length() + "\r\n\r\n";
        return new KeptAnswer(
                head.getBytes(StandardCharsets.US_ASCII), Unpooled.copiedBuffer(body, StandardCharsets.US_ASCII));
    }

    /** Not to be changed. */
    byte[] head() {
        return head;
    }

    /** A view of its own for each caller, who needn't release it. */
    ByteBuf body() {
        return Unpooled.wrappedBuffer(body.duplicate());
    }
}
