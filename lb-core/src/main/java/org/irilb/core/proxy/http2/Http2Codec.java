package org.irilb.core.proxy.http2;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.irilb.core.config.Http2Config;
import org.irilb.core.metrics.Counter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Netty's codec of HTTP/2, set up for a client's connection; what it reads, a {@link Http2Session} hears. One loop's. */
final class Http2Codec extends Http2ConnectionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(Http2Codec.class);

    private final Http2Session session;
    private final int connectionWindow;
    private final WrongStreams wrong;
    private ChannelHandlerContext context;

    /** @param streams requests at a time */
    Http2Codec(
            Http2ConnectionDecoder decoder,
            Http2ConnectionEncoder encoder,
            Http2Settings settings,
            Http2Session session,
            Http2Config limits,
            int streams) {
        super(decoder, encoder, settings, true);
        this.session = session;
        this.connectionWindow = limits.connectionWindow();
        this.wrong = new WrongStreams(this, session, streams);
        decoder.frameListener(new FrameReceiver(session, connection()));
        encoder.flowController().listener(stream -> session.streams().windowChanged(stream));
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) throws Exception {
        context = ctx;
        super.handlerAdded(ctx);
        Http2Connection connection = connection();
        connection
                .local()
                .flowController()
                .incrementWindowSize(connection.connectionStream(), connectionWindow - Http2Config.SMALLEST_WINDOW);
    }

    /** Reads what was received before it was there. */
    void begin(ByteBuf input) {
        try {
            super.channelRead(context, input);
        } catch (Exception e) {
            context.fireExceptionCaught(e);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
        session.worker().time().begin();
        try {
            super.channelRead(ctx, message);
        } finally {
            session.worker().time().end();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
        session.worker().time().begin();
        try {
            session.streams().readComplete();
        } finally {
            session.worker().time().end();
        }
        super.channelReadComplete(ctx);
    }

    /** What is behind an error that ended the connection is left unread. */
    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
        if (session.ending().isUnderWay()) {
            in.skipBytes(in.readableBytes());
        } else {
            super.decode(ctx, in, out);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
        super.userEventTriggered(ctx, event);
        if (event == SslCloseCompletionEvent.SUCCESS) {
            session.ending().closedByClient();
        } else if (event instanceof ChannelInputShutdownEvent) {
            session.ending().inputEnded();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws Exception {
        super.channelInactive(ctx);
        session.closed();
    }

    @Override
    protected void onConnectionError(
            ChannelHandlerContext ctx, boolean outbound, Throwable cause, Http2Exception known) {
        if (known != null) {
            LOG.debug("client {} is told {}", session.address(), known.error(), known);
            session.failed(known.error(), reason(known.error()));
        } else if (cause instanceof IOException) {
            session.ending().lost();
        } else {
            LOG.warn("client {} is cut off", session.address(), cause);
            session.count(Counter.INTERNAL_ERRORS);
            session.failed(Http2Error.INTERNAL_ERROR, "");
        }
    }

    /** What a client is told, which needn't know how the codec works. */
    private static String reason(Http2Error error) {
        return switch (error) {
            case PROTOCOL_ERROR -> "A frame isn't allowed here, or is malformed";
            case FRAME_SIZE_ERROR -> "A frame has a wrong length";
            case FLOW_CONTROL_ERROR -> "A window is too large, or was exceeded";
            case COMPRESSION_ERROR -> "Fields can't be decompressed";
            case ENHANCE_YOUR_CALM -> Http2Patience.TOO_MANY_FRAMES;
            default -> "";
        };
    }

    @Override
    protected void onStreamError(
            ChannelHandlerContext ctx, boolean outbound, Throwable cause, Http2Exception.StreamException known) {
        if (!outbound && wrong.isBrokenOff(known.streamId())) {
            session.patience().lateFrame();
            return;
        }
        Http2Stream stream = connection().stream(known.streamId());
        if (!outbound && wrong.isAnswered(known, stream)) {
            return;
        }
        super.onStreamError(ctx, outbound, cause, known);
        if (!outbound) {
            session.streams().failed(stream, known.error());
        }
    }

    /** Netty's own answer, which has no fields of ours and isn't logged. */
    @Override
    protected void handleServerHeaderDecodeSizeError(ChannelHandlerContext ctx, Http2Stream stream) {}

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) throws Exception {
        if (Http2CodecUtil.getEmbeddedHttp2Exception(cause) != null) {
            super.exceptionCaught(ctx, cause);
            return;
        }
        if (!(cause instanceof IOException || cause instanceof DecoderException)) {
            LOG.warn("client {} is cut off", session.address(), cause);
            session.count(Counter.INTERNAL_ERRORS);
        }
        ctx.close();
    }

    ChannelFuture writeHeaders(Http2Stream stream, Http2Headers fields, boolean last) {
        return encoder().writeHeaders(context, stream.id(), fields, 0, last, context.newPromise());
    }

    ChannelFuture writeData(Http2Stream stream, ByteBuf data, boolean last) {
        return encoder().writeData(context, stream.id(), data, 0, last, context.newPromise());
    }

    boolean isWritable(Http2Stream stream) {
        return encoder().flowController().isWritable(stream);
    }

    void giveBack(Http2Stream stream, int bytes) {
        try {
            decoder().flowController().consumeBytes(stream, bytes);
        } catch (Http2Exception e) {
            failed(e);
        }
    }

    /** Ends the stream or the connection, whichever the error is one of. */
    void failed(Http2Exception error) {
        onError(context, false, error);
    }

    /** Nothing more is taken from it. */
    void endInput(Http2Stream stream) {
        closeStreamRemote(stream, context.newSucceededFuture());
    }

    void reset(Http2Stream stream, Http2Error error) {
        resetStream(context, stream.id(), error.code(), context.newPromise());
    }

    /** All resets come by here, ours and those of Netty. */
    @Override
    public ChannelFuture resetStream(ChannelHandlerContext ctx, int stream, long error, ChannelPromise written) {
        wrong.breakOff(stream);
        return super.resetStream(ctx, stream, error, written);
    }

    void ping() {
        encoder().writePing(context, false, 0, context.newPromise());
    }

    /**
     * Tells the client which of its streams is the last one. That isn't noted in the connection, which would take what
     * follows on later streams for a mistake; the session refuses those.
     */
    void goAway(int lastStream, Http2Error error, String why) {
        ByteBuf reason = ByteBufUtil.writeUtf8(context.alloc(), why);
        frameWriter().writeGoAway(context, lastStream, error.code(), reason, context.newPromise());
    }

    void flush() {
        flush(context);
    }

    void closeStreams() {
        streams(Http2Stream::close);
    }

    void streams(Consumer<Http2Stream> action) {
        try {
            connection().forEachActiveStream(stream -> {
                action.accept(stream);
                return true;
            });
        } catch (Http2Exception e) {
            throw new IllegalStateException(e); // the visitor throws none
        }
    }
}
