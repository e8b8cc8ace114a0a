package org.irilb.core.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import org.irilb.core.http.HeadWriter;
import org.irilb.core.http.OwnAnswer;
import org.irilb.core.http.StreamHead;
import org.irilb.core.metrics.AccessRecord.RequestText;
import org.irilb.core.proxy.io.ClientOutbox;
import org.irilb.core.proxy.loop.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * One stream of HTTP/2, which carries one request: what comes is handed on as HTTP/1.1 has it. The client's window opens
 * as what it has sent is used. One loop's.
 */
final class StreamCarrier implements Carrier {

    /** The lines around a chunk, and the last one. */
    private static final int CHUNK_OVERHEAD = 32;

    private final Http2Session session;
    private final Http2Stream stream;
    private final StreamOutbox outbox;
    private final ClientConnection client;
    private final Timeout timeout = new Timeout(this::timedOut);
    private @Nullable ByteBuf beginning;
    private boolean chunked;
    private boolean inputEnded;
    private boolean ending;
    private boolean closed;
    private boolean toBeFlushed;
    private int unreturned;
    private int gathered;

    StreamCarrier(Http2Session session, Http2Stream stream) {
        this.session = session;
        this.stream = stream;
        this.outbox = new StreamOutbox(session, this);
        this.client = session.client(this);
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
        inputEnded = ended;
        client.begin();
        beginning = head;
        if (ended) {
            handOnBeginning();
        } else {
            session.streams().mayBeFollowed(this);
        }
    }

    /** Whether the request, with all that has come of it, is neither whole nor on its way. */
    boolean isUnfinished() {
        handOnBeginning();
        return client.isReading();
    }

    /** The request can't be read; what follows on its stream is of no use. */
    void refuse(OwnAnswer answer) {
        inputEnded = true;
        client.refuse(answer);
    }

    /** Hands the head on if nothing of the body has come with it. */
    void handOnBeginning() {
        ByteBuf head = beginning;
        if (head != null) {
            beginning = null;
            handOn(head, 0);
        }
    }

    /** A part of the body has come. */
    void received(ByteBuf data, boolean ended) {
        inputEnded = ended;
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

    private void handOn(ByteBuf bytes, int ofBody) {
        client.received(bytes);
        if (client.isReading()) {
            gathered += ofBody;
            session.streams().gathering().add(this, ofBody);
        } else {
            leaveGathering();
        }
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
        inputEnded = true;
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

    /** What the connection's client says doesn't come any more. */
    void connectionEnded() {
        client.inputEnded();
    }

    Http2Stream stream() {
        return stream;
    }

    ClientConnection client() {
        return client;
    }

    /** Notes that the connection's next flush is to take it along. Returns whether that is new. */
    boolean joinFlush() {
        boolean joins = !toBeFlushed;
        toBeFlushed = true;
        return joins;
    }

    /** Gives what was gathered to the connection. */
    void write() {
        toBeFlushed = false;
        if (closed) {
            outbox.release();
        } else {
            outbox.write();
        }
    }

    /** The connection was flushed. */
    void flushed() {
        if (ending && !closed && !timeout.isLinked()) {
            scheduleClient();
        }
    }

    /** The answer ends with {@code last}; a client that is still sending is told that it needn't. */
    void endsWith(ChannelFuture last) {
        if (!inputEnded) {
            last.addListener(written -> reset(Http2Error.NO_ERROR));
        }
    }

    /** The stream has ended, by whomever. */
    void closed() {
        if (closed) {
            return;
        }
        closed = true;
        handOnBeginning();
        session.worker().timers().cancel(timeout);
        leaveGathering();
        if (ending) {
            client.closed();
        } else {
            session.worker().post(client::closed); // whoever ends it may be in the middle of something
        }
    }

    private void leaveGathering() {
        if (gathered > 0) {
            int bytes = gathered;
            gathered = 0;
            session.streams().gathering().leave(this, bytes);
        }
    }

    @Override
    public ByteBufAllocator allocator() {
        return session.allocator();
    }

    @Override
    public ClientOutbox outbox() {
        return outbox;
    }

    @Override
    public boolean isWritable() {
        return closed || outbox.isWritable();
    }

    /** The client's windows, or its connection, may have room again, or none. */
    void writabilityChanged() {
        if (!closed && outbox.hasTurned()) {
            client.writabilityChanged();
        }
    }

    @Override
    public void reading(boolean on) {
        if (on
                && unreturned > 0
                && !closed
                && (!client.isReading() || session.streams().gathering().mayGoOn(this))) {
            session.giveBack(stream, unreturned);
            unreturned = 0;
        }
    }

    /** Its session counts streams, and what they carry. */
    @Override
    public void requestBegins() {}

    @Override
    public void requestEnds() {}

    @Override
    public void answered(long bytes) {}

    @Override
    public boolean carriesOneRequest() {
        return true;
    }

    @Override
    public RequestText logged(RequestText text) {
        return text.over("HTTP/2.0");
    }

    @Override
    public void end(boolean lingering) {
        ending = true;
        if (outbox.isAnswering()) {
            outbox.end();
            session.flushSoon(this);
        } else {
            cut();
        }
    }

    @Override
    public void cut() {
        reset(Http2Error.INTERNAL_ERROR);
    }

    @Override
    public void close() {
        reset(Http2Error.CANCEL);
    }

    @Override
    public void dismiss() {
        session.ending().dismiss();
    }

    @Override
    public void reject() {
        session.ending().reject();
    }

    private void reset(Http2Error error) {
        if (!closed) {
            session.reset(stream, error);
        }
    }

    private void timedOut() {
        if (outbox.hasProgressed()) {
            scheduleClient();
        } else {
            cut();
        }
    }

    private void scheduleClient() {
        Worker worker = session.worker();
        worker.timers()
                .schedule(
                        timeout, System.nanoTime() + worker.timeouts().client().toNanos());
    }
}
