package org.irilb.core.proxy.exchange;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.irilb.core.http.ResponseHead;
import org.jspecify.annotations.Nullable;

/** Copies an answer while it goes to the first client, for the others who wait for it. One loop's. */
final class AnswerCopy {

    private final byte[] head;
    private final ByteBuf body = Unpooled.buffer();
    private final int limit;
    private boolean tooLarge;

    /** @param limit bytes of the body that are kept at most */
    AnswerCopy(ResponseHead head, int limit) {
        this.head = head.copy();
        this.limit = limit;
    }

    /** Copies the next {@code length} bytes of {@code in}, which stay there. */
    void add(ByteBuf in, int length) {
        tooLarge = tooLarge || length > limit - body.readableBytes();
        if (!tooLarge) {
            body.writeBytes(in, in.readerIndex(), length);
        }
    }

    /** The answer; null if it is larger than the limit. */
    @Nullable
    KeptAnswer whole() {
        return tooLarge ? null : new KeptAnswer(head, body);
    }
}
