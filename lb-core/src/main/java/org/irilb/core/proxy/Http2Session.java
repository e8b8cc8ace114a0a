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
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.irilb.core.config.Http2Config;
import org.irilb.core.http.OwnAnswer;
import org.irilb.core.http.StreamAnswer;
import org.irilb.core.http.StreamHead;
import org.irilb.core.metrics.Counter;
import org.irilb.core.proxy.io.Outbox;
import org.irilb.core.proxy.listener.Listener;
import org.irilb.core.proxy.loop.Timeout;
import org.irilb.core.proxy.request.ClientSource;
import org.jspecify.annotations.Nullable;

/** A client's connection that speaks HTTP/2: its streams, what they may do together, and its end. One loop's. */
final class Http2Session implements ClientChannel {

    /** How long a client that is told to go may take to stop asking, if it doesn't answer. */
    private static final long GOING_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Most heads, with a small body, need no more. */
    private static final int HEAD_SIZE = 512;

    static final String TOO_MANY_FRAMES = "Too many control frames";

    private static final Http2Headers CONTINUE = ReadOnlyHttp2Headers.serverHeaders(false, AsciiString.cached("100"));

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
    private final Listener listener;
    private final SocketChannel channel;
    private final ClientSource peer;
    private final Standing standing;
    private final Http2Codec codec;
    private final Http2Connection connection;
    private final Http2Connection.PropertyKey carrierKey;
    private final Outbox outbox;
    private final Farewell farewell;
    private final int streams;
    private final FrameBudget budget;
    private final FrameBudget resets;
    private final Gathering gathering;
    private final ArrayDeque<StreamCarrier> begun = new ArrayDeque<>();
    private final ArrayDeque<StreamCarrier> toBeFlushed = new ArrayDeque<>();
    private final Timeout timeout = new Timeout(this::timedOut);
    private State state = State.OPEN;
    private boolean flushScheduled;
    private boolean inputEnded;

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
        this.outbox = new Outbox(channel);
        this.farewell = new Farewell(worker, channel, outbox);
        this.budget = new FrameBudget(limits.controlFrames(), worker.time().nanos());
        this.resets = new FrameBudget(limits.resets(), worker.time().nanos());
        this.gathering = new Gathering(limits.unfinished());
    }

    /** Takes the place of the handler of {@code ctx}, which has received {@code input}. */
    void takeOver(ChannelHandlerContext ctx, ByteBuf input) {
        worker.opened(this);
        count(Counter.H2_CONNECTIONS);
        schedule(worker.timeouts().request().toNanos());
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
        budget.requested();
        if (connection.numActiveStreams() > streams || state == State.LAST_STREAMS) {
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
        countRefusal();
        if (!isEnding()) {
            carry(stream).refuse(tooLarge("header"));
        }
    }

    /** The same of trailers. Returns whether that can be answered: not if the request is on its way to a node. */
    boolean refuseTrailers(Http2Stream stream) {
        StreamCarrier carrier = carrier(stream);
        if (carrier == null || !carrier.isUnfinished()) {
            return false;
        }
        countRefusal();
        if (!isEnding()) {
            carrier.refuse(tooLarge("trailer section"));
        }
        return true;
    }

    private void countRefusal() {
        countReset();
        if (!standing.failed()) {
            reject();
        }
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

    /** Something has come that asks for nothing. */
    void controlFrame() throws Http2Exception {
        if (!budget.take(worker.time().nanos())) {
            throw Http2Exception.connectionError(Http2Error.ENHANCE_YOUR_CALM, TOO_MANY_FRAMES);
        }
    }

    /**
     * A frame was on its way when its stream was broken off; the client can't help that (RFC 9113, section 5.4.2). The
     * connection's window is given back already.
     */
    void lateFrame() {
        if (!budget.take(worker.time().nanos())) {
            failed(Http2Error.ENHANCE_YOUR_CALM, TOO_MANY_FRAMES);
        }
    }

    /** The client has broken a stream off. */
    void streamReset(Http2Stream stream) {
        count(Counter.H2_RESETS);
        countReset();
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
        countReset();
        if (error != Http2Error.REFUSED_STREAM) {
            failed(stream);
        }
    }

    private void countReset() {
        if (!resets.take(worker.time().nanos())) {
            failed(Http2Error.ENHANCE_YOUR_CALM, "Too many resets");
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
        if (!standing.failed()) {
            reject();
        }
    }

    private @Nullable StreamCarrier carrier(Http2Stream stream) {
        return stream.getProperty(carrierKey);
    }

    // What goes to the client

    void writeContinue(Http2Stream stream) {
        writeHeaders(stream, CONTINUE, false);
    }

    ChannelFuture writeHeaders(Http2Stream stream, Http2Headers fields, boolean last) {
        return codec.writeHeaders(stream, fields, last);
    }

    ChannelFuture writeData(Http2Stream stream, ByteBuf data, boolean last) {
        budget.answered(data.readableBytes());
        return codec.writeData(stream, data, last);
    }

    boolean isWritable(Http2Stream stream) {
        return codec.isWritable(stream);
    }

    /** Opens a stream's window by what was used of it. */
    void giveBack(Http2Stream stream, int bytes) {
        codec.giveBack(stream, bytes);
        flushSoon();
    }

    void reset(Http2Stream stream, Http2Error error) {
        count(Counter.H2_RESETS_SENT);
        codec.reset(stream, error);
        flushSoon();
    }

    /** Has what {@code carrier} has gathered go out, together with what others gather by the end of this turn. */
    void flushSoon(StreamCarrier carrier) {
        if (carrier.joinFlush()) {
            toBeFlushed.add(carrier);
        }
        flushSoon();
    }

    private void flushSoon() {
        if (!flushScheduled) {
            flushScheduled = true;
            worker.post(this::flush);
        }
    }

    private void flush() {
        flushScheduled = false;
        List<StreamCarrier> flushed = new ArrayList<>(toBeFlushed);
        toBeFlushed.clear();
        flushed.forEach(StreamCarrier::write);
        codec.flush();
        flushed.forEach(StreamCarrier::flushed);
    }

    void windowChanged(Http2Stream stream) {
        StreamCarrier carrier = carrier(stream);
        if (carrier != null) {
            carrier.writabilityChanged();
        }
    }

    // The end

    /** A stream has ended, by whomever. */
    void streamClosed(Http2Stream stream) {
        StreamCarrier carrier = carrier(stream);
        if (carrier != null) {
            count(Counter.H2_STREAMS_ENDED);
            carrier.closed();
        }
        if (connection.numActiveStreams() == 0) {
            becomeIdle();
        }
    }

    private void becomeIdle() {
        switch (state) {
            case OPEN -> schedule(worker.timeouts().keepAlive().toNanos());
            case LAST_STREAMS -> end();
            case GOING, ENDING, CLOSED -> {}
        }
    }

    @Override
    public void drain() {
        if (state == State.OPEN) {
            state = State.GOING;
            goAway(Integer.MAX_VALUE, Http2Error.NO_ERROR, "");
            codec.ping();
            flushSoon();
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
                flushSoon();
            }
        }
    }

    /** The client's source may ask for nothing more. */
    void dismiss() {
        takeNoMore(Http2Error.ENHANCE_YOUR_CALM, "Too many requests");
    }

    /** The same, and gets no answers. */
    void reject() {
        fail(Http2Error.ENHANCE_YOUR_CALM, "Too many requests");
    }

    /** The connection is of no use any more. */
    void failed(Http2Error error, String why) {
        if (isEnding()) {
            return;
        }
        count(Counter.H2_CONNECTION_ERRORS);
        switch (error) {
            case ENHANCE_YOUR_CALM -> standing.flooded();
            case INTERNAL_ERROR -> {}
            default -> standing.failed();
        }
        fail(error, why);
    }

    private void fail(Http2Error error, String why) {
        if (isEnding()) {
            return;
        }
        goAway(connection.remote().lastStreamCreated(), error, why);
        end();
        codec.closeStreams();
    }

    private void end() {
        state = State.ENDING;
        worker.timers().cancel(timeout);
        flush();
        farewell.begin(!inputEnded);
    }

    /** Whether nothing that still comes matters. */
    boolean isEnding() {
        return state == State.ENDING || state == State.CLOSED;
    }

    /** The client sends no more. */
    void inputEnded() {
        inputEnded = true;
        farewell.inputEnded();
        if (!isEnding()) {
            carriers().forEach(StreamCarrier::connectionEnded);
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
        if (!isEnding()) {
            channel.close();
        }
    }

    /** The connection is closed, by whomever. */
    void closed() {
        state = State.CLOSED;
        count(Counter.H2_CONNECTIONS_ENDED);
        worker.timers().cancel(timeout);
        farewell.closed();
        standing.leave();
        worker.closed(this);
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

    private List<StreamCarrier> carriers() {
        List<StreamCarrier> carriers = new ArrayList<>();
        codec.streams(stream -> {
            StreamCarrier carrier = carrier(stream);
            if (carrier != null) {
                carriers.add(carrier);
            }
        });
        return carriers;
    }

    private void goAway(int lastStream, Http2Error error, String why) {
        count(Counter.H2_GOAWAYS_SENT);
        codec.goAway(lastStream, error, why);
    }

    void count(Counter counter) {
        listener.counters().add(worker.index(), counter, 1);
    }

    private void schedule(long nanosFromNow) {
        worker.timers().schedule(timeout, System.nanoTime() + nanosFromNow);
    }
}
