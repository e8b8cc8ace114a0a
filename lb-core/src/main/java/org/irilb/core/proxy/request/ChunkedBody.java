package org.irilb.core.proxy.request;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.irilb.core.http.ChunkedDecoder;
import org.irilb.core.http.Outcome;
import org.irilb.core.http.RequestHead;

/**
 * A request's body that comes in chunks, put together behind the request's head as though it had come with its length.
 * One loop's.
 */
final class ChunkedBody {

    private final ChunkedDecoder chunks;
    private final ByteBuf request;
    private final int headLength;
    private boolean tooLong;

    /** @param bytes begin with the head, and are copied */
    ChunkedBody(RequestHead head, byte[] bytes) {
        chunks = new ChunkedDecoder(head.keepsTrailers());
        headLength = head.length();
        request = Unpooled.buffer(2 * headLength).writeBytes(bytes, 0, headLength);
    }

    /**
     * Takes what there is of the body out of {@code in}.
     *
     * @param most bytes of the body that are taken, see {@link #isTooLong}
     * @return {@link Outcome#COMPLETE} at the end of the body, otherwise what is wrong, if anything is
     */
    Outcome read(ByteBuf in, int most) {
        while (true) {
            Outcome outcome = chunks.read(in);
            int length = chunks.available(in);
            tooLong = length() + (long) length > most;
            if (outcome != Outcome.INCOMPLETE || tooLong || length == 0) {
                return outcome;
            }
            request.writeBytes(in, length);
            chunks.taken(length);
        }
    }

    /** Whether there is more of it than may be. */
    boolean isTooLong() {
        return tooLong;
    }

    /** Bytes that were taken. */
    int length() {
        return request.readableBytes() - headLength;
    }

    /** An array that begins with head and body. */
    byte[] bytes() {
        return request.array();
    }
}
