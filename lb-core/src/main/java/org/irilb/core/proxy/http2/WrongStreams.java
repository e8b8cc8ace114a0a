package org.irilb.core.proxy.http2;

import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What becomes of a client's streams that the codec takes to be wrong, and of what follows on them. One loop's. */
final class WrongStreams {

    private static final Logger LOG = LoggerFactory.getLogger(WrongStreams.class);

    /** As many as clients begin before they know our settings (RFC 9113, section 6.5.2). */
    private static final int ASSUMED_STREAMS = 100;

    private final Http2Codec codec;
    private final Http2Session session;
    private final BrokenOffStreams brokenOff;

    /** @param streams requests at a time */
    WrongStreams(Http2Codec codec, Http2Session session, int streams) {
        this.codec = codec;
        this.session = session;
        this.brokenOff = new BrokenOffStreams(Math.max(streams, ASSUMED_STREAMS));
    }

    /** Whether it was broken off, so that the client may not know yet that nobody listens. */
    boolean isBrokenOff(int stream) {
        return brokenOff.contains(stream);
    }

    void breakOff(int stream) {
        brokenOff.add(stream);
    }

    /**
     * Whether the client gets an answer, rather than a reset: that there are more fields than the codec keeps.
     *
     * @param known the stream, if the codec knows it
     */
    boolean isAnswered(Http2Exception.StreamException error, @Nullable Http2Stream known) {
        boolean tooLarge = error instanceof Http2Exception.HeaderListSizeException;
        if (known != null) {
            return tooLarge && refuseTrailers(known);
        }
        Http2Stream begun = noteBeginning(error.streamId(), tooLarge);
        if (begun == null || !tooLarge) {
            return false;
        }
        refuse(begun);
        return true;
    }

    /**
     * Has a stream known that was wrong from its first frame on. Netty, which finds that out before it knows it, would
     * take what is already on its way behind that frame for a mistake that ends the connection.
     *
     * @param ended whether nothing more is taken from it
     * @return null if it was known, or can't begin
     */
    private @Nullable Http2Stream noteBeginning(int stream, boolean ended) {
        Http2Connection.Endpoint<?> client = codec.connection().remote();
        if (client.isValidStreamId(stream) && !client.mayHaveCreatedStream(stream)) {
            try {
                return client.createStream(stream, ended);
            } catch (Http2Exception e) {
                LOG.debug("client {}: stream {} can't begin", session.address(), stream, e);
            }
        }
        return null;
    }

    /** Whether a body follows, the fields that are too large don't tell. */
    private void refuse(Http2Stream stream) {
        try {
            session.streams().refuse(stream);
            brokenOff.add(stream.id());
        } catch (Http2Exception e) {
            codec.failed(e);
        }
    }

    private boolean refuseTrailers(Http2Stream stream) {
        boolean refused = session.streams().refuseTrailers(stream);
        if (refused) {
            brokenOff.add(stream.id());
            codec.endInput(stream);
        }
        return refused;
    }
}
