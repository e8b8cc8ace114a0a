package org.irilb.core.proxy.io;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** What is received in pieces, put together. Stateless. */
public final class Buffers {

    private Buffers() {}

    /**
     * The bytes of both, in one buffer. Takes both over.
     *
     * @param first what was received before and isn't used up; null if there is nothing
     */
    public static ByteBuf append(@Nullable ByteBuf first, ByteBuf second) {
        if (first == null) {
            return second;
        }
        if (first.refCnt() == 1) {
            first.discardReadBytes();
            first.writeBytes(second);
            second.release();
            return first;
        }
        // Slices of it are still to be sent, so that its bytes must stay where they are.
        ByteBuf joined = first.alloc().directBuffer(first.readableBytes() + second.readableBytes());
        joined.writeBytes(first).writeBytes(second);
        first.release();
        second.release();
        return joined;
    }
}
