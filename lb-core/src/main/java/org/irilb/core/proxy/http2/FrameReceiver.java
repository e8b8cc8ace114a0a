package org.irilb.core.proxy.http2;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2EventAdapter;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import org.irilb.core.metrics.Counter;

/** Tells a session which frames its client sends: requests, their bodies, and all that it has to be patient with. */
final class FrameReceiver extends Http2EventAdapter {

    /** Data in smaller pieces costs more than it brings. */
    private static final int SMALL = 16;

    private final Http2Session session;
    private final Http2Connection connection;

    FrameReceiver(Http2Session session, Http2Connection connection) {
        this.session = session;
        this.connection = connection;
        connection.addListener(this);
        takeAnyNumber();
    }

    @Override
    public void onHeadersRead(
            ChannelHandlerContext ctx, int streamId, Http2Headers fields, int padding, boolean endOfStream)
            throws Http2Exception {
        session.streams().headers(connection.stream(streamId), fields, endOfStream);
    }

    @Override
    public void onHeadersRead(
            ChannelHandlerContext ctx,
            int streamId,
            Http2Headers fields,
            int dependency,
            short weight,
            boolean exclusive,
            int padding,
            boolean endOfStream)
            throws Http2Exception {
        session.streams().headers(connection.stream(streamId), fields, endOfStream);
    }

    @Override
    public int onDataRead(ChannelHandlerContext ctx, int streamId, ByteBuf data, int padding, boolean endOfStream)
            throws Http2Exception {
        if (data.readableBytes() < SMALL && !endOfStream) {
            session.patience().controlFrame();
        }
        session.streams().data(connection.stream(streamId), data, endOfStream);
        return padding;
    }

    @Override
    public void onRstStreamRead(ChannelHandlerContext ctx, int streamId, long errorCode) throws Http2Exception {
        session.streams().reset(connection.stream(streamId));
    }

    @Override
    public void onPriorityRead(ChannelHandlerContext ctx, int streamId, int dependency, short weight, boolean exclusive)
            throws Http2Exception {
        session.patience().controlFrame();
    }

    @Override
    public void onSettingsRead(ChannelHandlerContext ctx, Http2Settings settings) throws Http2Exception {
        session.count(Counter.H2_SETTINGS);
        session.patience().controlFrame();
    }

    @Override
    public void onSettingsAckRead(ChannelHandlerContext ctx) throws Http2Exception {
        session.count(Counter.H2_SETTINGS);
        takeAnyNumber();
        session.patience().controlFrame();
    }

    /**
     * The session refuses streams beyond its limit. Netty refuses them before it knows them, and takes what follows on
     * them for a mistake that ends the connection; a client can't help that before it has seen our settings.
     */
    private void takeAnyNumber() {
        connection.remote().maxActiveStreams(Integer.MAX_VALUE);
    }

    @Override
    public void onPingRead(ChannelHandlerContext ctx, long data) throws Http2Exception {
        session.patience().controlFrame();
    }

    @Override
    public void onPingAckRead(ChannelHandlerContext ctx, long data) throws Http2Exception {
        session.patience().controlFrame();
        session.ending().pingAnswered();
    }

    @Override
    public void onGoAwayRead(ChannelHandlerContext ctx, int lastStreamId, long errorCode, ByteBuf debugData)
            throws Http2Exception {
        session.count(Counter.H2_GOAWAYS);
        session.patience().controlFrame();
    }

    @Override
    public void onWindowUpdateRead(ChannelHandlerContext ctx, int streamId, int windowSizeIncrement)
            throws Http2Exception {
        session.patience().controlFrame();
    }

    @Override
    public void onUnknownFrame(
            ChannelHandlerContext ctx, byte frameType, int streamId, Http2Flags flags, ByteBuf payload)
            throws Http2Exception {
        session.patience().controlFrame();
    }

    @Override
    public void onStreamClosed(Http2Stream stream) {
        session.streams().closed(stream);
    }
}
