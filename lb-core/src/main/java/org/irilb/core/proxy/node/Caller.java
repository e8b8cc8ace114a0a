package org.irilb.core.proxy.node;

import io.netty.buffer.ByteBuf;
import org.irilb.core.http.ChunkedDecoder;
import org.irilb.core.http.ResponseHead;
import org.jspecify.annotations.Nullable;

/** Who has sent a request to a node, and is told what becomes of it, in the order of these methods. One loop's. */
public interface Caller {

    /** The node takes more. */
    void nodeWritable();

    /** So many bytes have come; what they say is told next. */
    default void heard(int bytes) {}

    /** An interim answer has come. */
    void interim(ResponseHead head);

    /**
     * The node has changed the protocol (RFC 9110, section 15.2.2).
     *
     * @return whether that was asked for; otherwise the call is over
     */
    boolean protocolSwitched(ResponseHead head);

    /**
     * The final answer begins.
     *
     * @param following bytes that were received together with it
     */
    void answerHead(ResponseHead head, int following);

    /** Takes {@code length} bytes of the answer's body out of {@code in}. */
    void answerBody(ByteBuf in, int length);

    /** What was received has been worked off for now. */
    void flushAnswer();

    /**
     * The answer is whole.
     *
     * @param chunks what has read it, if it came in chunks
     */
    void answerEnd(@Nullable ChunkedDecoder chunks);

    /**
     * What has come can't be read, just before {@link #nodeFailed}.
     *
     * @param in from where it can't; its indices stay as they are
     */
    default void malformed(String why, ByteBuf in) {}

    /** The node has failed after the request was sent. */
    void nodeFailed(NodeFailure how);
}
