package org.irilb.core.proxy.exchange;

import io.netty.buffer.ByteBufAllocator;
import org.irilb.core.metrics.AccessRecord.RequestText;
import org.irilb.core.proxy.io.ClientOutbox;

/** What takes a client's bytes to its {@link ClientConnection}, and answers back. One loop's. */
public interface Carrier {

    ByteBufAllocator allocator();

    /** What goes to the client. */
    ClientOutbox outbox();

    /** Whether the client takes more for now. */
    boolean isWritable();

    /** Has what the client sends come in, or leaves it where it is. */
    void reading(boolean on);

    /** A request was read, and is served until {@link #requestEnds}. */
    void requestBegins();

    void requestEnds();

    /** So many bytes of an answer have gone to the client. */
    void answered(long bytes);

    /** Whether it ends behind its first request. */
    boolean carriesOneRequest();

    /** What the access log is told of a request. */
    RequestText logged(RequestText text);

    /**
     * Ends behind what was said last, once the client has taken all of that.
     *
     * @param lingering whether the client may be sending, so that an end at once could lose it the answer
     */
    void end(boolean lingering);

    /** Breaks off at once, so that the client sees that it wasn't meant to end here. */
    void cut();

    /** The client may ask nothing more on its connection, but gets the answers that are on their way. */
    void dismiss();

    /** Ends the client's connection at once. */
    void reject();

    void close();
}
