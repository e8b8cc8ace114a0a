package org.irilb.core.proxy.http2;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2CodecUtil;

/** What a client that speaks HTTP/2 says first (RFC 9113, section 3.4). Stateless. */
public enum Preface {
    WHOLE,
    /** What came may become one. */
    BEGUN,
    NONE;

    private static final ByteBuf BYTES = Http2CodecUtil.connectionPrefaceBuf();

    /** Looks at the beginning of {@code input}, the first that was received. */
    public static Preface look(ByteBuf input) {
        int expected = BYTES.readableBytes();
        int length = Math.min(input.readableBytes(), expected);
        for (int i = 0; i < length; i++) {
            if (input.getByte(input.readerIndex() + i) != BYTES.getByte(BYTES.readerIndex() + i)) {
                return NONE;
            }
        }
        return length == expected ? WHOLE : BEGUN;
    }
}
