package org.irilb.core.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import java.nio.charset.StandardCharsets;
import org.irilb.core.http.ChunkedDecoder;
import org.irilb.core.http.HeadWriter;
import org.irilb.core.http.OwnAnswer;
import org.jspecify.annotations.Nullable;

/**
 * What goes to a client. Small pieces are put together, so that a small answer is one write; large ones go on as slices
 * of what was received. One loop's.
 */
final class Outbox {

    /** Up to here copying is cheaper than another entry in the write. */
    static final int COPY_LIMIT = 4096;

    private static final int CHUNK_OVERHEAD = 16;

    private static final ByteBuf CONTINUE = Unpooled.unreleasableBuffer(
            Unpooled.directBuffer().writeBytes("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));

    private final Channel channel;
    private @Nullable ByteBuf gathered;
    private long pendingBefore;

    Outbox(Channel channel) {
        this.channel = channel;
    }

    ByteBuf allocate(int size) {
        return channel.alloc().directBuffer(size);
    }

    /** Tells a client that waits with its body to send it (RFC 9110, section 10.1.1). */
    void askForBody() {
        channel.writeAndFlush(CONTINUE.duplicate(), channel.voidPromise());
    }

    /** Takes over {@code bytes}. */
    void append(ByteBuf bytes) {
        write();
        gathered = bytes;
    }

    /** Takes {@code length} bytes out of {@code in}. */
    void append(ByteBuf in, int length) {
        if (length > COPY_LIMIT) {
            write();
            channel.write(in.readRetainedSlice(length), channel.voidPromise());
            return;
        }
        room(length).writeBytes(in, length);
    }

    /** Takes {@code length} bytes out of {@code in}, as a chunk. */
    void appendChunk(ByteBuf in, int length) {
        HeadWriter.chunkSize(length, room(CHUNK_OVERHEAD));
        append(in, length);
        HeadWriter.lineEnd(room(CHUNK_OVERHEAD));
    }

    /** Ends a chunked body, with the trailers of {@code chunks} if it was received chunked. */
    void appendLastChunk(@Nullable ChunkedDecoder chunks) {
        if (chunks == null) {
            HeadWriter.lastChunk(room(CHUNK_OVERHEAD));
        } else {
            HeadWriter.lastChunk(chunks, room(CHUNK_OVERHEAD));
        }
    }

    private ByteBuf room(int length) {
        ByteBuf present = gathered;
        if (present != null && present.writableBytes() >= length) {
            return present;
        }
        write();
        ByteBuf fresh = allocate(Math.max(length, COPY_LIMIT));
        gathered = fresh;
        return fresh;
    }

    private void write() {
        ByteBuf bytes = gathered;
        if (bytes != null) {
            gathered = null;
            channel.write(bytes, channel.voidPromise());
        }
    }

    void flush() {
        write();
        channel.flush();
    }

    /** Sends an answer of our own, see {@link OwnAnswer#write}; returns its length. */
    int send(OwnAnswer answer, boolean close, int minorVersion, boolean toHead, byte[] dateLine) {
        ByteBuf out = allocate(answer.size());
        answer.write(close, minorVersion, toHead, dateLine, out);
        int length = out.readableBytes();
        append(out);
        flush();
        return length;
    }

    /** Whether the client hasn't taken everything that was flushed. */
    boolean isPending() {
        return pending() > 0;
    }

    /** Whether the client has taken something since this was asked last, or has nothing to take. */
    boolean hasProgressed() {
        long now = pending();
        boolean progressed = now == 0 || now != pendingBefore;
        pendingBefore = now;
        return progressed;
    }

    private long pending() {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        return buffer == null ? 0 : buffer.totalPendingWriteBytes();
    }

    void release() {
        if (gathered != null) {
            gathered.release();
            gathered = null;
        }
    }
}
