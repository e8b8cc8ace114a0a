package org.irilb.core.proxy.http2;

import io.netty.handler.codec.http2.DefaultHttp2Connection;
import io.netty.handler.codec.http2.DefaultHttp2LocalFlowController;
import io.netty.handler.codec.http2.DefaultHttp2RemoteFlowController;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.handler.codec.http2.UniformStreamByteDistributor;

/**
 * Netty's state of a connection and its streams, for a server. Where Netty ends only a stream, or nothing, and RFC 9113
 * wants the connection to end, this one has it end. One connection's.
 */
final class StrictConnection extends DefaultHttp2Connection {

    private final SkippedStreams skipped = new SkippedStreams();

    /**
     * The window of all streams opens as their frames come, since each stream has one of its own: a stream that waits
     * then doesn't hold up the others. Priorities are left out (RFC 9113, section 5.3.2).
     */
    StrictConnection() {
        super(true);
        local().flowController(new DefaultHttp2LocalFlowController(
                this, DefaultHttp2LocalFlowController.DEFAULT_WINDOW_UPDATE_RATIO, true));
        remote().flowController(new Windows(this));
        addListener(new Http2ConnectionAdapter() {
            @Override
            public void onStreamAdded(Http2Stream stream) {
                skipped.begun(stream.id());
            }
        });
    }

    /** A number that was left out is known to be none of a stream's, whatever was begun behind it (section 5.1.1). */
    @Override
    public boolean streamMayHaveExisted(int streamId) {
        return super.streamMayHaveExisted(streamId) && !skipped.contains(streamId);
    }

    /** What the client's windows take. */
    private static final class Windows extends DefaultHttp2RemoteFlowController {

        Windows(Http2Connection connection) {
            super(connection, new UniformStreamByteDistributor(connection));
        }

        /** All windows change, so that it is no mistake of one stream's if one overflows (section 6.9.2). */
        @Override
        public void initialWindowSize(int newWindowSize) throws Http2Exception {
            try {
                super.initialWindowSize(newWindowSize);
            } catch (Http2Exception.StreamException e) {
                throw Http2Exception.connectionError(
                        Http2Error.FLOW_CONTROL_ERROR, e, "The setting takes stream %d's window too far", e.streamId());
            }
        }
    }
}
