package org.irilb.core.proxy.io;

import io.netty.buffer.ByteBuf;
import org.irilb.core.http.ChunkedDecoder;
import org.irilb.core.http.OwnAnswer;
import org.jspecify.annotations.Nullable;

/** What goes to a client: answers as HTTP/1.1 has them, whatever the client's connection makes of that. One loop's. */
public interface ClientOutbox {

    ByteBuf allocate(int size);

    /** Tells a client that waits with its body to send it (RFC 9110, section 10.1.1). */
    void askForBody();

    /** Takes over {@code bytes}: a head, and perhaps the beginning of its body. */
    void append(ByteBuf bytes);

    /** Takes {@code length} bytes of a body out of {@code in}. */
    void append(ByteBuf in, int length);

    /** Takes {@code length} bytes of a body out of {@code in}, as a chunk. */
    void appendChunk(ByteBuf in, int length);

    /** Ends a chunked body, with the trailers of {@code chunks} if it was received chunked. */
    void appendLastChunk(@Nullable ChunkedDecoder chunks);

    /** Sends what was gathered. */
    void flush();

    /** Whether the client hasn't taken everything that was flushed. */
    boolean isPending();

    /** Whether the client has taken something since this was asked last, or has nothing to take. */
    boolean hasProgressed();

    void release();

    /** Sends an answer of our own, see {@link OwnAnswer#write}; returns its length. */
    default int send(OwnAnswer answer, boolean close, int minorVersion, boolean toHead, byte[] dateLine) {
        ByteBuf out = allocate(answer.size());
        answer.write(close, minorVersion, toHead, dateLine, out);
        int length = out.readableBytes();
        append(out);
        flush();
        return length;
    }
}
