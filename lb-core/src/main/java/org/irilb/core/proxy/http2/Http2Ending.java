package org.irilb.core.proxy.http2;

import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Error;
import java.util.concurrent.TimeUnit;
import org.irilb.core.metrics.Counter;
import org.irilb.core.proxy.exchange.Worker;
import org.irilb.core.proxy.io.Farewell;
import org.irilb.core.proxy.io.Outbox;
import org.irilb.core.proxy.loop.Timeout;

/**
 * How a client's connection over HTTP/2 ends: what the client is told (RFC 9113, section 6.8), what is still answered,
 * and when all is said. One loop's.
 */
final class Http2Ending {

    /** How long a client that is told to go may take to stop asking, if it doesn't answer. */
    private static final long GOING_NANOS = TimeUnit.SECONDS.toNanos(1);

    private enum State {
        OPEN,
        /** The client was told to ask nothing more, and may not know yet. */
        GOING,
        /** What was asked is answered, and no more. */
        LAST_STREAMS,
        /** All is said. */
        ENDING,
        CLOSED
    }

    private final Worker worker;
    private final SocketChannel channel;
    private final Http2Session session;
    private final Http2Codec codec;
    private final Http2Connection connection;
    private final StreamFlushes flushes;
    private final Outbox outbox;
    private final Farewell farewell;
    private final Timeout timeout = new Timeout(this::timedOut);
    private State state = State.OPEN;
    private boolean inputEnded;

    Http2Ending(Worker worker, SocketChannel channel, Http2Session session, Http2Codec codec, StreamFlushes flushes) {
        this.worker = worker;
        this.channel = channel;
        this.session = session;
        this.codec = codec;
        this.connection = codec.connection();
        this.flushes = flushes;
        this.outbox = new Outbox(channel);
        this.farewell = new Farewell(worker.loop(), channel, outbox);
    }

    /** A first request is awaited. */
    void begin() {
        schedule(worker.timeouts().request().toNanos());
    }

    /** Whether nothing that still comes matters. */
    boolean isUnderWay() {
        return state == State.ENDING || state == State.CLOSED;
    }

    /** Whether requests that come now are too late. */
    boolean hasLastStreams() {
        return state == State.LAST_STREAMS;
    }

    /** No stream is open. */
    void idle() {
        switch (state) {
            case OPEN -> schedule(worker.timeouts().keepAlive().toNanos());
            case LAST_STREAMS -> end();
            case GOING, ENDING, CLOSED -> {}
        }
    }

    /** The client is to ask nothing more, and gets what it asks until it knows. */
    void drain() {
        if (state == State.OPEN) {
            state = State.GOING;
            goAway(Integer.MAX_VALUE, Http2Error.NO_ERROR, "");
            codec.ping();
            flushes.soon();
            schedule(GOING_NANOS);
        }
    }

    /** The client has seen all that was said before a ping. */
    void pingAnswered() {
        if (state == State.GOING) {
            takeNoMore(Http2Error.NO_ERROR, "");
        }
    }

    /** What was asked is answered, and then the connection ends. */
    private void takeNoMore(Http2Error error, String why) {
        if (state == State.OPEN || state == State.GOING) {
            state = State.LAST_STREAMS;
            worker.timers().cancel(timeout);
            goAway(connection.remote().lastStreamCreated(), error, why);
            if (connection.numActiveStreams() == 0) {
                end();
            } else {
                flushes.soon();
            }
        }
    }

    /** The client's source may ask for nothing more. */
    void dismiss() {
        takeNoMore(Http2Error.ENHANCE_YOUR_CALM, "Too many requests");
    }

    /** The same, and gets no answers. */
    void reject() {
        endAtOnce(Http2Error.ENHANCE_YOUR_CALM, "Too many requests");
    }

    /** Ends the connection with all of its streams. */
    void endAtOnce(Http2Error error, String why) {
        if (isUnderWay()) {
            return;
        }
        goAway(connection.remote().lastStreamCreated(), error, why);
        end();
        codec.closeStreams();
    }

    private void end() {
        state = State.ENDING;
        worker.timers().cancel(timeout);
        flushes.now();
        farewell.begin(!inputEnded);
    }

    /** The client sends no more. */
    void inputEnded() {
        inputEnded = true;
        farewell.inputEnded();
        if (!isUnderWay()) {
            session.streams().carriers().forEach(StreamCarrier::connectionEnded);
            takeNoMore(Http2Error.NO_ERROR, "");
        }
    }

    /** The client takes leave over TLS, and hears nothing more. */
    void closedByClient() {
        if (farewell.isBegun()) {
            farewell.inputEnded();
        } else {
            channel.close();
        }
    }

    /** Nothing more can be said to the client. */
    void lost() {
        if (!isUnderWay()) {
            channel.close();
        }
    }

    /** The connection is closed, by whomever. */
    void closed() {
        state = State.CLOSED;
        worker.timers().cancel(timeout);
        farewell.closed();
    }

    private void timedOut() {
        if (state == State.GOING) {
            takeNoMore(Http2Error.NO_ERROR, "");
        } else if (connection.numActiveStreams() == 0) {
            if (outbox.isPending() && outbox.hasProgressed()) {
                schedule(worker.timeouts().keepAlive().toNanos()); // the client still takes its last answers
            } else {
                takeNoMore(Http2Error.NO_ERROR, "");
            }
        }
    }

    private void goAway(int lastStream, Http2Error error, String why) {
        if (error != Http2Error.NO_ERROR) {
            session.count(Counter.H2_GOAWAYS_SENT);
        }
        codec.goAway(lastStream, error, why);
    }

    private void schedule(long nanosFromNow) {
        worker.timers().schedule(timeout, System.nanoTime() + nanosFromNow);
    }
}
