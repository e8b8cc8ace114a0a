package org.irilb.core.proxy.http2;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.handler.codec.http2.ReadOnlyHttp2Headers;
import io.netty.util.AsciiString;
import java.net.InetSocketAddress;
import java.util.function.Consumer;
import org.irilb.core.config.Http2Config;
import org.irilb.core.http.StreamAnswer;
import org.irilb.core.metrics.Counter;
import org.irilb.core.proxy.exchange.ClientChannel;
import org.irilb.core.proxy.exchange.ClientConnection;
import org.irilb.core.proxy.exchange.Serving;
import org.irilb.core.proxy.exchange.Standing;
import org.irilb.core.proxy.exchange.Worker;
import org.irilb.core.proxy.io.LaterClose;
import org.irilb.core.proxy.listener.Listener;
import org.irilb.core.proxy.request.ClientSource;

/**
 * A client's connection that speaks HTTP/2: answers go back on it. What comes is handed on by {@link Http2Streams}; how
 * it ends is an {@link Http2Ending}'s, what is borne an {@link Http2Patience}'s. One loop's.
 */
public final class Http2Session implements ClientChannel {

    private static final Http2Headers CONTINUE = ReadOnlyHttp2Headers.serverHeaders(false, AsciiString.cached("100"));

    private final Worker worker;
    private final Listener listener;
    private final SocketChannel channel;
    private final ClientSource peer;
    private final Standing standing;
    private final Http2Codec codec;
    private final Http2Patience patience;
    private final StreamFlushes flushes;
    private final Http2Ending ending;
    private final Http2Streams streams;

    /** @param standing of the peer, which has arrived */
    public Http2Session(Worker worker, Listener listener, SocketChannel channel, ClientSource peer, Standing standing) {
        Http2Config limits = listener.http2();
        this.worker = worker;
        this.listener = listener;
        this.channel = channel;
        this.peer = peer.overHttp2();
        this.standing = standing;
        int atATime = standing.atATime(limits.streams());
        this.codec = new Http2CodecBuilder(limits, atATime, this).build();
        this.patience = new Http2Patience(worker.time(), limits, this, standing);
        this.flushes = new StreamFlushes(worker, codec);
        this.ending = new Http2Ending(worker, channel, this, codec, flushes);
        this.streams = new Http2Streams(this, codec, limits, atATime);
    }

    /** Takes the place of the handler of {@code ctx}, which has received {@code input}. */
    public void takeOver(ChannelHandlerContext ctx, ByteBuf input) {
        worker.opened(this);
        count(Counter.H2_CONNECTIONS);
        ending.begin();
        if (!listener.isSecure()) {
            ctx.pipeline().addFirst(LaterClose.INSTANCE); // with TLS it is there
        }
        ctx.pipeline().replace(ctx.handler(), null, codec);
        if (worker.isDraining()) {
            drain();
        }
        codec.begin(input);
    }

    ClientConnection client(StreamCarrier carrier) {
        return new ClientConnection(worker, listener, carrier, peer, standing);
    }

    InetSocketAddress address() {
        return peer.address();
    }

    Worker worker() {
        return worker;
    }

    ByteBufAllocator allocator() {
        return channel.alloc();
    }

    StreamAnswer answers() {
        return worker.streamAnswer();
    }

    /** What the client asks. */
    Http2Streams streams() {
        return streams;
    }

    Http2Patience patience() {
        return patience;
    }

    Http2Ending ending() {
        return ending;
    }

    /** The connection is of no use any more. */
    void failed(Http2Error error, String why) {
        if (!ending.isUnderWay()) {
            count(Counter.H2_CONNECTION_ERRORS);
            patience.connectionFailed(error);
            ending.endAtOnce(error, why);
        }
    }

    void writeContinue(Http2Stream stream) {
        writeHeaders(stream, CONTINUE, false);
    }

    ChannelFuture writeHeaders(Http2Stream stream, Http2Headers fields, boolean last) {
        return codec.writeHeaders(stream, fields, last);
    }

    ChannelFuture writeData(Http2Stream stream, ByteBuf data, boolean last) {
        patience.answered(data.readableBytes());
        return codec.writeData(stream, data, last);
    }

    boolean isWritable(Http2Stream stream) {
        return codec.isWritable(stream);
    }

    /** Opens a stream's window by what was used of it. */
    void giveBack(Http2Stream stream, int bytes) {
        codec.giveBack(stream, bytes);
        flushes.soon();
    }

    void reset(Http2Stream stream, Http2Error error) {
        count(Counter.H2_RESETS_SENT);
        codec.reset(stream, error);
        flushes.soon();
    }

    /** Has what {@code carrier} has gathered go out. */
    void flushSoon(StreamCarrier carrier) {
        flushes.add(carrier);
    }

    /** The connection is closed, by whomever. */
    void closed() {
        ending.closed();
        count(Counter.H2_CONNECTIONS_ENDED);
        standing.leave();
        worker.closed(this);
    }

    @Override
    public void drain() {
        ending.drain();
    }

    @Override
    public void close() {
        channel.close();
    }

    @Override
    public void exchanges(Consumer<Serving> sink) {
        streams.exchanges(sink);
    }

    void count(Counter counter) {
        listener.counters().add(worker.index(), counter, 1);
    }
}
