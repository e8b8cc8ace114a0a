package org.irilb.core.proxy.http2;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.irilb.core.config.Http2Config;
import org.irilb.core.http.OwnAnswer;
import org.irilb.core.http.StreamHead;
import org.irilb.core.metrics.Counter;
import org.irilb.core.proxy.exchange.Serving;
import org.jspecify.annotations.Nullable;

/**
 * The streams of a client's connection that speaks HTTP/2: each is given a {@link StreamCarrier} when its request begins,
 * which is handed what comes for it. One loop's.
 */
final class Http2Streams {

    /** Most heads, with a small body, need no more. */
    private static final int HEAD_SIZE = 512;

    private final Http2Session session;
    private final Http2Codec codec;
    private final Http2Connection connection;
    private final Http2Connection.PropertyKey carrierKey;
    private final int headerList;
    private final int atATime;
    private final Gathering gathering;
    private final ArrayDeque<StreamInput> begun = new ArrayDeque<>();

    /** @param atATime how many there may be */
    Http2Streams(Http2Session session, Http2Codec codec, Http2Config limits, int atATime) {
        this.session = session;
        this.codec = codec;
        this.connection = codec.connection();
        this.carrierKey = connection.newKey();
        this.headerList = limits.headerList();
        this.atATime = atATime;
        this.gathering = new Gathering(limits.unfinished());
    }

    /** The bodies that must be whole before they are used. */
    Gathering gathering() {
        return gathering;
    }

    /** Fields have come: a request's head, or its trailers. */
    void headers(Http2Stream stream, Http2Headers fields, boolean ended) throws Http2Exception {
        session.count(Counter.H2_HEADERS);
        StreamCarrier present = carrier(stream);
        if (present == null) {
            request(stream, fields, ended);
        } else if (!ended || !present.input().ended(fields)) {
            throw malformed(stream);
        }
    }

    private void request(Http2Stream stream, Http2Headers fields, boolean ended) throws Http2Exception {
        admit(stream);
        ByteBuf head = session.allocator().directBuffer(HEAD_SIZE);
        if (!StreamHead.write(fields, ended, head)) {
            head.release();
            throw malformed(stream);
        }
        carry(stream).input().begin(head, StreamHead.isChunked(fields, ended), ended);
    }

    private void admit(Http2Stream stream) throws Http2Exception {
        session.patience().requested();
        if (connection.numActiveStreams() > atATime || session.ending().hasLastStreams()) {
            throw Http2Exception.streamError(stream.id(), Http2Error.REFUSED_STREAM, "One stream too many");
        }
    }

    private StreamCarrier carry(Http2Stream stream) {
        session.count(Counter.H2_STREAMS);
        StreamCarrier carrier = new StreamCarrier(session, stream);
        stream.setProperty(carrierKey, carrier);
        return carrier;
    }

    /** A request has come with more fields than are taken, which counts as though its stream were reset. */
    void refuse(Http2Stream stream) throws Http2Exception {
        admit(stream);
        session.patience().reset();
        session.patience().requestFailed();
        if (!session.ending().isUnderWay()) {
            carry(stream).refuse(tooLarge("header"));
        }
    }

    /** The same of trailers. Returns whether that can be answered: not if the request is on its way to a node. */
    boolean refuseTrailers(Http2Stream stream) {
        StreamCarrier carrier = carrier(stream);
        if (carrier == null || !carrier.isUnfinished()) {
            return false;
        }
        session.patience().reset();
        session.patience().requestFailed();
        if (!session.ending().isUnderWay()) {
            carrier.refuse(tooLarge("trailer section"));
        }
        return true;
    }

    private OwnAnswer tooLarge(String what) {
        return OwnAnswer.of(431, "The " + what + " is too large (expected: at most " + headerList + " bytes)");
    }

    /** A head waits for what was received together with it, so that it is read only once. */
    void mayBeFollowed(StreamInput input) {
        begun.add(input);
    }

    /** What was received is worked off for now. */
    void readComplete() {
        StreamInput input;
        while ((input = begun.poll()) != null) {
            input.handOnBeginning();
        }
    }

    private static Http2Exception malformed(Http2Stream stream) {
        return Http2Exception.streamError(stream.id(), Http2Error.PROTOCOL_ERROR, "The request is malformed");
    }

    /** A part of a request's body has come. */
    void data(Http2Stream stream, ByteBuf data, boolean ended) {
        session.count(Counter.H2_DATA);
        StreamCarrier carrier = carrier(stream);
        if (carrier != null) {
            carrier.input().received(data, ended);
        }
    }

    /** The client has broken a stream off. */
    void reset(Http2Stream stream) {
        session.count(Counter.H2_RESETS);
        session.patience().reset();
        requestFailed(stream);
    }

    /**
     * A stream was broken off because what the client said was wrong, or too much.
     *
     * @param stream null if it was wrong from its first frame on
     */
    void failed(@Nullable Http2Stream stream, Http2Error error) {
        session.count(Counter.H2_STREAM_ERRORS);
        session.count(Counter.H2_RESETS_SENT);
        session.patience().reset();
        if (error != Http2Error.REFUSED_STREAM) {
            requestFailed(stream);
        }
    }

    private void requestFailed(@Nullable Http2Stream stream) {
        StreamCarrier carrier = stream == null ? null : carrier(stream);
        if (carrier != null && !carrier.client().isReading()) {
            return; // its request was judged
        }
        if (carrier == null) {
            session.count(Counter.REQUEST_ERRORS);
        }
        session.patience().requestFailed();
    }

    /** The window of a stream, or that of all, has more room, or none. */
    void windowChanged(Http2Stream stream) {
        StreamCarrier carrier = carrier(stream);
        if (carrier != null) {
            carrier.writabilityChanged();
        }
    }

    /** A stream has ended, by whomever. */
    void closed(Http2Stream stream) {
        StreamCarrier carrier = carrier(stream);
        if (carrier != null) {
            session.count(Counter.H2_STREAMS_ENDED);
            carrier.closed();
        }
        if (connection.numActiveStreams() == 0) {
            session.ending().idle();
        }
    }

    /** Tells {@code sink} the requests that are on their way. */
    void exchanges(Consumer<Serving> sink) {
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
}
