package org.irilb.core.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.handler.codec.http2.ReadOnlyHttp2Headers;
import io.netty.util.AsciiString;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.irilb.core.config.Http2Config;
import org.irilb.core.http.OwnAnswer;
import org.irilb.core.http.StreamAnswer;
import org.irilb.core.http.StreamHead;
import org.irilb.core.metrics.Counter;
import org.irilb.core.proxy.listener.LaterClose;
import org.irilb.core.proxy.listener.Listener;
import org.irilb.core.proxy.request.ClientSource;
import org.jspecify.annotations.Nullable;

/**
 * A client's connection that speaks HTTP/2: what comes is handed to the stream it is for, and answers go back. How it
 * ends is an {@link Http2Ending}'s, what is borne an {@link Http2Patience}'s. One loop's.
 */
final class Http2Session implements ClientChannel {

    /** Most heads, with a small body, need no more. */
    private static final int HEAD_SIZE = 512;

    private static final Http2Headers CONTINUE = ReadOnlyHttp2Headers.serverHeaders(false, AsciiString.cached("100"));

    private final Worker worker;
    private final Listener listener;
    private final SocketChannel channel;
    private final ClientSource peer;
    private final Standing standing;
    private final Http2Codec codec;
    private final Http2Connection connection;
    private final Http2Connection.PropertyKey carrierKey;
    private final int streams;
    private final Http2Patience patience;
    private final StreamFlushes flushes;
    private final Http2Ending ending;
    private final Gathering gathering;
    private final ArrayDeque<StreamCarrier> begun = new ArrayDeque<>();

    /** @param standing of the peer, which has arrived */
    Http2Session(Worker worker, Listener listener, SocketChannel channel, ClientSource peer, Standing standing) {
        Http2Config limits = listener.http2();
        this.worker = worker;
        this.listener = listener;
        this.channel = channel;
        this.peer = peer.overHttp2();
        this.standing = standing;
        this.streams = standing.atATime(limits.streams());
        this.codec = new Http2CodecBuilder(limits, streams, this).build();
        this.connection = codec.connection();
        this.carrierKey = connection.newKey();
        this.patience = new Http2Patience(worker.time(), limits, this, standing);
        this.flushes = new StreamFlushes(worker, codec);
        this.ending = new Http2Ending(worker, channel, this, codec, flushes);
        this.gathering = new Gathering(limits.unfinished());
    }

    /** Takes the place of the handler of {@code ctx}, which has received {@code input}. */
    void takeOver(ChannelHandlerContext ctx, ByteBuf input) {
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

    Gathering gathering() {
        return gathering;
    }

    Http2Patience patience() {
        return patience;
    }

    Http2Ending ending() {
        return ending;
    }

    // What the client sends

    /** Fields have come: a request's head, or its trailers. */
    void headers(Http2Stream stream, Http2Headers fields, boolean ended) throws Http2Exception {
        count(Counter.H2_HEADERS);
        StreamCarrier present = carrier(stream);
        if (present == null) {
            request(stream, fields, ended);
        } else if (!ended || !present.ended(fields)) {
            throw malformed(stream);
        }
    }

    private void request(Http2Stream stream, Http2Headers fields, boolean ended) throws Http2Exception {
        admit(stream);
        ByteBuf head = allocator().directBuffer(HEAD_SIZE);
        if (!StreamHead.write(fields, ended, head)) {
            head.release();
            throw malformed(stream);
        }
        carry(stream).begin(head, StreamHead.isChunked(fields, ended), ended);
    }

    private void admit(Http2Stream stream) throws Http2Exception {
        patience.requested();
        if (connection.numActiveStreams() > streams || ending.hasLastStreams()) {
            throw Http2Exception.streamError(stream.id(), Http2Error.REFUSED_STREAM, "One stream too many");
        }
    }

    private StreamCarrier carry(Http2Stream stream) {
        count(Counter.H2_STREAMS);
        StreamCarrier carrier = new StreamCarrier(this, stream);
        stream.setProperty(carrierKey, carrier);
        return carrier;
    }

    /** A request has come with more fields than are taken, which counts as though its stream were reset. */
    void refuse(Http2Stream stream) throws Http2Exception {
        admit(stream);
        patience.reset();
        patience.requestFailed();
        if (!ending.isUnderWay()) {
            carry(stream).refuse(tooLarge("header"));
        }
    }

    /** The same of trailers. Returns whether that can be answered: not if the request is on its way to a node. */
    boolean refuseTrailers(Http2Stream stream) {
        StreamCarrier carrier = carrier(stream);
        if (carrier == null || !carrier.isUnfinished()) {
            return false;
        }
        patience.reset();
        patience.requestFailed();
        if (!ending.isUnderWay()) {
            carrier.refuse(tooLarge("trailer section"));
        }
        return true;
    }

    private OwnAnswer tooLarge(String what) {
        int most = listener.http2().headerList();
        return OwnAnswer.of(431, "The " + what + " is too large (expected: at most " + most + " bytes)");
    }

    /** The head of {@code carrier} waits for what was received together with it, so that it is read only once. */
    void mayBeFollowed(StreamCarrier carrier) {
        begun.add(carrier);
    }

    /** What was received is worked off for now. */
    void readComplete() {
        StreamCarrier carrier;
        while ((carrier = begun.poll()) != null) {
            carrier.handOnBeginning();
        }
    }

    private static Http2Exception malformed(Http2Stream stream) {
        return Http2Exception.streamError(stream.id(), Http2Error.PROTOCOL_ERROR, "The request is malformed");
    }

    /** A part of a request's body has come. */
    void data(Http2Stream stream, ByteBuf data, boolean ended) {
        count(Counter.H2_DATA);
        StreamCarrier carrier = carrier(stream);
        if (carrier != null) {
            carrier.received(data, ended);
        }
    }

    /** The client has broken a stream off. */
    void streamReset(Http2Stream stream) {
        count(Counter.H2_RESETS);
        patience.reset();
        failed(stream);
    }

    /**
     * A stream was broken off because what the client said was wrong, or too much.
     *
     * @param stream null if it was wrong from its first frame on
     */
    void streamFailed(@Nullable Http2Stream stream, Http2Error error) {
        count(Counter.H2_STREAM_ERRORS);
        count(Counter.H2_RESETS_SENT);
        patience.reset();
        if (error != Http2Error.REFUSED_STREAM) {
            failed(stream);
        }
    }

    private void failed(@Nullable Http2Stream stream) {
        StreamCarrier carrier = stream == null ? null : carrier(stream);
        if (carrier != null && !carrier.client().isReading()) {
            return; // its request was judged
        }
        if (carrier == null) {
            count(Counter.REQUEST_ERRORS);
        }
        patience.requestFailed();
    }

    /** The connection is of no use any more. */
    void failed(Http2Error error, String why) {
        if (!ending.isUnderWay()) {
            count(Counter.H2_CONNECTION_ERRORS);
            patience.connectionFailed(error);
            ending.endAtOnce(error, why);
        }
    }

    // What goes to the client

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

    void windowChanged(Http2Stream stream) {
        StreamCarrier carrier = carrier(stream);
        if (carrier != null) {
            carrier.writabilityChanged();
        }
    }

    // Streams and connection

    /** A stream has ended, by whomever. */
    void streamClosed(Http2Stream stream) {
        StreamCarrier carrier = carrier(stream);
        if (carrier != null) {
            count(Counter.H2_STREAMS_ENDED);
            carrier.closed();
        }
        if (connection.numActiveStreams() == 0) {
            ending.idle();
        }
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
        for (StreamCarrier carrier : carriers()) {
            Serving exchange = carrier.client().exchange();
            if (exchange != null) {
                sink.accept(exchange);
            }
        }
    }

    private @Nullable StreamCarrier carrier(Http2Stream stream) {
        return stream.getProperty(carrierKey);
    }

    /** Of all streams that are open. */
    List<StreamCarrier> carriers() {
        List<StreamCarrier> carriers = new ArrayList<>();
        codec.streams(stream -> {
            StreamCarrier carrier = carrier(stream);
            if (carrier != null) {
                carriers.add(carrier);
            }
        });
        return carriers;
    }

    void count(Counter counter) {
        listener.counters().add(worker.index(), counter, 1);
    }
}
