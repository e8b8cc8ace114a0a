package org.irilb.core.proxy.http2;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import org.irilb.core.http.HeadWriter;
import org.irilb.core.http.StreamHead;
import org.irilb.core.proxy.exchange.ClientConnection;
import org.jspecify.annotations.Nullable;

/**
 * What comes on a stream of HTTP/2, handed on as HTTP/1.1 has it. The stream's window opens as that is used. One loop's.
 */
final class StreamInput {

    /** The lines around a chunk, and the last one. */
    private static final int CHUNK_OVERHEAD = 32;

    private final Http2Session session;
    private final Http2Stream stream;
    private final ClientConnection client;
    private @Nullable ByteBuf beginning;
    private boolean chunked;
    private boolean ended;
    private int unreturned;
    private int gathered;

    /** @param client whom it is handed on to */
    StreamInput(Http2Session session, Http2Stream stream, ClientConnection client) {
        this.session = session;
        this.stream = stream;
        this.client = client;
    }

    /**
     * The request begins.
     *
     * @param head as {@link StreamHead} has written it
     * @param chunked whether its body is to be framed by chunks
     * @param ended whether there is no body
     */
    void begin(ByteBuf head, boolean chunked, boolean ended) {
        this.chunked = chunked;
        this.ended = ended;
        client.begin();
        beginning = head;
        if (ended) {
            handOnBeginning();
        } else {
            session.streams().mayBeFollowed(this);
        }
    }

    /** Hands the head on if nothing of the body has come with it. */
    void handOnBeginning() {
        ByteBuf head = beginning;
        if (head != null) {
            beginning = null;
            handOn(head, 0);
        }
    }

    /** A part of the body has come, the last one if it has {@code ended}. */
    void received(ByteBuf data, boolean ended) {
        this.ended = ended;
        int length = data.readableBytes();
        unreturned += length;
        // The codec's buffer holds what belongs to others, and can't be appended to.
        ByteBuf bytes = beginning == null ? session.allocator().directBuffer(length + CHUNK_OVERHEAD) : beginning;
        beginning = null;
        if (chunked) {
            chunk(data, ended, bytes);
        } else {
            bytes.writeBytes(data, data.readerIndex(), length);
        }
        handOn(bytes, length);
    }

    private static void chunk(ByteBuf data, boolean last, ByteBuf out) {
        int length = data.readableBytes();
        if (length > 0) {
            HeadWriter.chunkSize(length, out);
            out.writeBytes(data, data.readerIndex(), length);
            HeadWriter.lineEnd(out);
        }
        if (last) {
            HeadWriter.lastChunk(out);
        }
    }

    /** The body has ended with trailers. Returns whether they are well-formed. */
    boolean ended(Http2Headers trailers) {
        ended = true;
        handOnBeginning();
        ByteBuf end = session.allocator().directBuffer();
        if (!StreamHead.writeLastChunk(trailers, end)) {
            end.release();
            return false;
        }
        if (chunked) {
            handOn(end, 0);
        } else {
            end.release(); // a body whose length was told has no room for them
        }
        return true;
    }

    private void handOn(ByteBuf bytes, int ofBody) {
        client.received(bytes);
        if (client.isReading()) {
            gathered += ofBody;
            session.streams().gathering().add(this, ofBody);
        } else {
            leaveGathering();
        }
    }

    private void leaveGathering() {
        if (gathered > 0) {
            int bytes = gathered;
            gathered = 0;
            session.streams().gathering().leave(this, bytes);
        }
    }

    /** What follows is of no use. */
    void ignore() {
        ended = true;
    }

    /** Whether nothing follows that is of use. */
    boolean isEnded() {
        return ended;
    }

    /** What has come was used, so that as much may follow, unless others come first. */
    void open() {
        if (unreturned > 0
                && (!client.isReading() || session.streams().gathering().mayGoOn(this))) {
            int used = unreturned;
            unreturned = 0;
            session.giveBack(stream, used);
        }
    }

    /** The stream has ended, and its window with it. */
    void closed() {
        unreturned = 0;
        handOnBeginning();
        leaveGathering();
    }
}
