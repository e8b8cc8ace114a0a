package org.irilb.core.proxy.http2;

import io.netty.handler.codec.http2.AbstractHttp2ConnectionHandlerBuilder;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2Settings;
import org.irilb.core.config.Http2Config;

/** Sets up Netty's codec of HTTP/2 for a client's connection. One loop's. */
final class Http2CodecBuilder extends AbstractHttp2ConnectionHandlerBuilder<Http2Codec, Http2CodecBuilder> {

    private final Http2Config limits;
    private final int streams;
    private final Http2Session session;

    /** @param streams requests at a time */
    Http2CodecBuilder(Http2Config limits, int streams, Http2Session session) {
        this.limits = limits;
        this.streams = streams;
        this.session = session;
        connection(new StrictConnection());
        initialSettings()
                .maxConcurrentStreams(streams)
                .maxHeaderListSize(limits.headerList())
                .initialWindowSize(limits.streamWindow());
        // Resets and answers to settings and pings that a client doesn't take. The session's own limit, which says
        // why, is reached before, unless the client leaves them for longer than one period.
        encoderEnforceMaxQueuedControlFrames(
                2 * limits.controlFrames().events() + limits.resets().events());
        // The session counts resets; Netty's own limits would close before the client has heard why.
        decoderEnforceMaxRstFramesPerWindow(0, 0);
        encoderEnforceMaxRstFramesPerWindow(0, 0);
        decoupleCloseAndGoAway(true);
    }

    @Override
    protected Http2Codec build() {
        return super.build();
    }

    @Override
    protected Http2Codec build(Http2ConnectionDecoder decoder, Http2ConnectionEncoder encoder, Http2Settings settings) {
        return new Http2Codec(decoder, encoder, settings, session, limits, streams);
    }
}
