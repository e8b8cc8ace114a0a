package org.irilb.core.proxy.http2;

import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import org.irilb.core.config.Http2Config;
import org.irilb.core.proxy.exchange.Standing;
import org.irilb.core.proxy.loop.EventTime;

/**
 * How much a client may send that asks for nothing, or has us work in vain; beyond that its connection ends, and its
 * source is told on. One connection's.
 */
final class Http2Patience {

    static final String TOO_MANY_FRAMES = "Too many control frames";

    private final EventTime time;
    private final Http2Session session;
    private final Standing standing;
    private final FrameBudget frames;
    private final FrameBudget resets;

    Http2Patience(EventTime time, Http2Config limits, Http2Session session, Standing standing) {
        this.time = time;
        this.session = session;
        this.standing = standing;
        this.frames = new FrameBudget(limits.controlFrames(), time.nanos());
        this.resets = new FrameBudget(limits.resets(), time.nanos());
    }

    /** A request has come, which may bring further frames. */
    void requested() {
        frames.requested();
    }

    /** So many bytes of an answer go to the client, whose window it is to open. */
    void answered(int bytes) {
        frames.answered(bytes);
    }

    /** Something has come that asks for nothing. */
    void controlFrame() throws Http2Exception {
        if (!frames.take(time.nanos())) {
            throw Http2Exception.connectionError(Http2Error.ENHANCE_YOUR_CALM, TOO_MANY_FRAMES);
        }
    }

    /**
     * A frame was on its way when its stream was broken off; the client can't help that (RFC 9113, section 5.4.2). The
     * connection's window is given back already.
     */
    void lateFrame() {
        if (!frames.take(time.nanos())) {
            session.failed(Http2Error.ENHANCE_YOUR_CALM, TOO_MANY_FRAMES);
        }
    }

    /** A stream was broken off, by the client, or because of it. */
    void reset() {
        if (!resets.take(time.nanos())) {
            session.failed(Http2Error.ENHANCE_YOUR_CALM, "Too many resets");
        }
    }

    /** A request has come to nothing, and counts for its source, which may ask for nothing more if those are too many. */
    void requestFailed() {
        if (!standing.failed()) {
            session.ending().reject();
        }
    }

    /** The connection ends by an error that the client has made. */
    void connectionFailed(Http2Error error) {
        switch (error) {
            case ENHANCE_YOUR_CALM -> standing.flooded();
            case INTERNAL_ERROR -> {} // ours
            default -> standing.failed();
        }
    }
}
