package org.irilb.core.proxy.io;

import io.netty.buffer.ByteBuf;
import io.netty.util.ByteProcessor;
import org.irilb.core.http.RequestHead;

/**
 * Tells when a head that arrives in pieces is worth reading again: when a line has ended, not for every byte. One
 * connection's.
 */
public final class HeadSearch {

    private int searched;

    /** Whether {@code input}, which begins with the head, may hold all of it by now. */
    public boolean isWorthALook(ByteBuf input) {
        int readable = input.readableBytes();
        boolean worth = searched == 0 || readable >= RequestHead.MAX_BYTES || hasNewLine(input, readable);
        searched = readable;
        return worth;
    }

    private boolean hasNewLine(ByteBuf input, int readable) {
        int from = input.readerIndex() + searched;
        return input.forEachByte(from, readable - searched, ByteProcessor.FIND_LF) >= 0;
    }

    /** The head that was searched for was found; another one may follow. */
    public void restart() {
        searched = 0;
    }
}
