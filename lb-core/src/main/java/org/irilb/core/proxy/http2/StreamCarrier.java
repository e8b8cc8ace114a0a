package org.irilb.core.proxy.http2;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Stream;
import org.irilb.core.http.OwnAnswer;
import org.irilb.core.metrics.AccessRecord.RequestText;
import org.irilb.core.proxy.exchange.Carrier;
import org.irilb.core.proxy.exchange.ClientConnection;
import org.irilb.core.proxy.exchange.Worker;
import org.irilb.core.proxy.io.ClientOutbox;
import org.irilb.core.proxy.loop.Timeout;
import org.jspecify.annotations.Nullable;

/** One stream of HTTP/2, which carries one request and its answer. One loop's. */
final class StreamCarrier implements Carrier {

    private final Http2Session session;
    private final Http2Stream stream;
    private final StreamOutbox outbox;
    private final ClientConnection client;
    private final StreamInput input;
    private @Nullable Timeout timeout;
    private boolean ending;
    private boolean closed;
    private boolean toBeFlushed;

    StreamCarrier(Http2Session session, Http2Stream stream) {
        this.session = session;
        this.stream = stream;
        this.outbox = new StreamOutbox(session, this);
        this.client = session.client(this);
        this.input = new StreamInput(session, stream, client);
    }

    /** What comes on it. */
    StreamInput input() {
        return input;
    }

    /** Whether the request, with all that has come of it, is neither whole nor on its way. */
    boolean isUnfinished() {
        input.handOnBeginning();
        return client.isReading();
    }

    /** The request can't be read; what follows on its stream is of no use. */
    void refuse(OwnAnswer answer) {
        input.ignore();
        client.refuse(answer);
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
        if (ending && !closed && (timeout == null || !timeout.isLinked())) {
            scheduleClient();
        }
    }

    /** The answer ends with {@code last}; a client that is still sending is told that it needn't. */
    void endsWith(ChannelFuture last) {
        if (!input.isEnded()) {
            last.addListener(written -> reset(Http2Error.NO_ERROR));
        }
    }

    /** The stream has ended, by whomever. */
    void closed() {
        if (closed) {
            return;
        }
        closed = true;
        input.closed();
        if (timeout != null) {
            session.worker().timers().cancel(timeout);
        }
        if (ending) {
            client.closed();
        } else {
            session.worker().post(client::closed); // whoever ends it may be in the middle of something
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
        if (on) {
            input.open();
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
        if (timeout == null) {
            timeout = new Timeout(this::timedOut); // most clients have taken their answer by the first flush
        }
        worker.timers()
                .schedule(
                        timeout, System.nanoTime() + worker.timeouts().client().toNanos());
    }
}
