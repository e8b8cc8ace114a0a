package org.irilb.core.proxy.http2;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http2.Http2Headers;
import org.irilb.core.http.ChunkedDecoder;
import org.irilb.core.proxy.io.ClientOutbox;
import org.irilb.core.proxy.io.Outbox;
import org.jspecify.annotations.Nullable;

/**
 * What goes to a client on a stream of HTTP/2: the head of an answer becomes its fields, and its body frames of data.
 * Small pieces are put together until the connection is flushed. One loop's.
 */
final class StreamOutbox implements ClientOutbox {

    /** From here on the node is read no further, until the client and its connection have taken most of it. */
    private static final int HIGH_WATER = 64 * 1024;

    private static final int LOW_WATER = 16 * 1024;

    private enum State {
        /** No answer, or only interim ones. */
        WAITING,
        /** The answer's head has gone. */
        ANSWERING,
        /** Nothing comes behind what is gathered. */
        ENDING,
        /** Everything has gone to the connection. */
        ENDED
    }

    private final Http2Session session;
    private final StreamCarrier carrier;
    private State state = State.WAITING;
    private @Nullable Http2Headers head;
    private @Nullable ByteBuf gathered;
    private @Nullable Http2Headers trailers;
    /** Bytes of the body that the client's windows, or its connection, haven't taken. */
    private int pending;

    private int pendingBefore;
    private boolean writable = true;

    StreamOutbox(Http2Session session, StreamCarrier carrier) {
        this.session = session;
        this.carrier = carrier;
    }

    @Override
    public ByteBuf allocate(int size) {
        return session.allocator().directBuffer(size);
    }

    @Override
    public void askForBody() {
        session.writeContinue(carrier.stream());
        session.flushSoon(carrier);
    }

    @Override
    public void append(ByteBuf bytes) {
        Http2Headers fields = session.answers().read(bytes);
        if (session.answers().isInterim()) {
            bytes.release();
            session.writeHeaders(carrier.stream(), fields, false);
            return;
        }
        state = State.ANSWERING;
        head = fields;
        gathered = bytes;
    }

    @Override
    public void append(ByteBuf in, int length) {
        if (length > Outbox.COPY_LIMIT) {
            writeGathered(false);
            writeData(in.readRetainedSlice(length), false);
            return;
        }
        ByteBuf present = gathered;
        if (present == null || present.writableBytes() < length) {
            writeGathered(false);
            present = allocate(Math.max(length, Outbox.COPY_LIMIT));
            gathered = present;
        }
        present.writeBytes(in, length);
    }

    /** Frames of data need no other framing. */
    @Override
    public void appendChunk(ByteBuf in, int length) {
        append(in, length);
    }

    @Override
    public void appendLastChunk(@Nullable ChunkedDecoder chunks) {
        if (chunks != null) {
            Http2Headers fields = session.answers().trailers(chunks);
            trailers = fields.isEmpty() ? null : fields;
        }
    }

    @Override
    public void flush() {
        session.flushSoon(carrier);
    }

    /** Nothing comes behind what was appended. */
    void end() {
        if (state == State.ANSWERING) {
            state = State.ENDING;
        }
    }

    /** Whether there is an answer, or the beginning of one. */
    boolean isAnswering() {
        return state != State.WAITING;
    }

    /** Gives what was gathered to the connection, which is about to be flushed. */
    void write() {
        if (state == State.ENDING) {
            writeGathered(trailers == null);
            if (trailers != null) {
                carrier.endsWith(session.writeHeaders(carrier.stream(), trailers, true));
            }
            state = State.ENDED;
        } else if (state == State.ANSWERING) {
            writeGathered(false);
        }
    }

    private void writeGathered(boolean last) {
        ByteBuf data = gathered;
        gathered = null;
        if (data != null && !data.isReadable()) {
            data.release();
            data = null;
        }
        Http2Headers fields = head;
        if (fields != null) {
            head = null;
            ChannelFuture written = session.writeHeaders(carrier.stream(), fields, last && data == null);
            if (last && data == null) {
                carrier.endsWith(written);
                return;
            }
        }
        if (data != null || last) {
            writeData(data == null ? Unpooled.EMPTY_BUFFER : data, last);
        }
    }

    private void writeData(ByteBuf data, boolean last) {
        int length = data.readableBytes();
        pending += length;
        ChannelFuture written = session.writeData(carrier.stream(), data, last);
        written.addListener(done -> taken(length));
        if (last) {
            carrier.endsWith(written);
        }
    }

    private void taken(int length) {
        pending -= length;
        carrier.writabilityChanged();
    }

    /** Whether it takes more for now. */
    boolean isWritable() {
        writable = pending < (writable ? HIGH_WATER : LOW_WATER) && session.isWritable(carrier.stream());
        return writable;
    }

    /** Whether it takes more, or doesn't, unlike when that was asked last. */
    boolean hasTurned() {
        boolean before = writable;
        return isWritable() != before;
    }

    @Override
    public boolean isPending() {
        return pending > 0;
    }

    @Override
    public boolean hasProgressed() {
        int now = pending;
        boolean progressed = now == 0 || now != pendingBefore;
        pendingBefore = now;
        return progressed;
    }

    @Override
    public void release() {
        if (gathered != null) {
            gathered.release();
            gathered = null;
        }
        head = null;
    }
}
