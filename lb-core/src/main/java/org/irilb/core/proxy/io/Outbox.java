package org.irilb.core.proxy.io;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import java.nio.charset.StandardCharsets;
import org.irilb.core.http.ChunkedDecoder;
import org.irilb.core.http.HeadWriter;
import org.jspecify.annotations.Nullable;

/**
 * What goes to the other side of a socket. Small pieces are put together, so that a small message is one write; large
 * ones go on as slices of what was received. One loop's.
 */
public final class Outbox implements ClientOutbox {

    /** Up to here copying is cheaper than another entry in the write. */
    public static final int COPY_LIMIT = 4096;

    private static final int CHUNK_OVERHEAD = 16;

    private static final ByteBuf CONTINUE = Unpooled.unreleasableBuffer(
            Unpooled.directBuffer().writeBytes("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));

    private final Channel channel;
    private @Nullable ByteBuf gathered;
    private long pendingBefore;

    public Outbox(Channel channel) {
        this.channel = channel;
    }

    @Override
    public ByteBuf allocate(int size) {
        return channel.alloc().directBuffer(size);
    }

    @Override
    public void askForBody() {
        channel.writeAndFlush(CONTINUE.duplicate(), channel.voidPromise());
    }

    @Override
    public void append(ByteBuf bytes) {
        write();
        gathered = bytes;
    }

    @Override
    public void append(ByteBuf in, int length) {
        if (length > COPY_LIMIT) {
            write();
            channel.write(in.readRetainedSlice(length), channel.voidPromise());
            return;
        }
        room(length).writeBytes(in, length);
    }

    @Override
    public void appendChunk(ByteBuf in, int length) {
        HeadWriter.chunkSize(length, room(CHUNK_OVERHEAD));
        append(in, length);
        HeadWriter.lineEnd(room(CHUNK_OVERHEAD));
    }

    @Override
    public void appendLastChunk(@Nullable ChunkedDecoder chunks) {
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

    @Override
    public void flush() {
        write();
        channel.flush();
    }

    @Override
    public boolean isPending() {
        return pending() > 0;
    }

    @Override
    public boolean hasProgressed() {
        long now = pending();
        boolean progressed = now == 0 || now != pendingBefore;
        pendingBefore = now;
        return progressed;
    }

    private long pending() {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        return buffer == null ? 0 : buffer.totalPendingWriteBytes();
    }

    @Override
    public void release() {
        if (gathered != null) {
            gathered.release();
            gathered = null;
        }
    }
}
