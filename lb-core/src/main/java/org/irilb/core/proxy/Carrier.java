package org.irilb.core.proxy;

import io.netty.buffer.ByteBufAllocator;

/** What takes a client's bytes to its {@link ClientConnection}, and answers back. One loop's. */
sealed interface Carrier permits ClientSocket {

    ByteBufAllocator allocator();

    /** What goes to the client. */
    ClientOutbox outbox();

    /** Whether the client takes more for now. */
    boolean isWritable();

    /** Has what the client sends come in, or leaves it where it is. */
    void reading(boolean on);

    /** Whether it ends behind its first request. */
    boolean carriesOneRequest();

    /**
     * Ends behind what was said last, once the client has taken all of that.
     *
     * @param lingering whether the client may be sending, so that an end at once could lose it the answer
     */
    void end(boolean lingering);

    /** Breaks off at once, so that the client sees that it wasn't meant to end here. */
    void cut();

    void close();
}
