package org.irilb.core.proxy.request;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import org.irilb.core.http.Outcome;
import org.irilb.core.http.RequestHead;
import org.irilb.core.metrics.AccessRecord.RequestText;
import org.irilb.core.proxy.loop.Loop;

/**
 * A request where it was received, head and body, once its {@link RequestReader} has it ready and until that goes on to
 * the next. Copied nowhere unless its body has come in chunks. One connection's, which has one at a time.
 */
public final class ReceivedRequest {

    /** Larger bodies go out as a slice of what was received, smaller ones together with the head. */
    static final int SMALL_BODY = 4096;

    private static final byte[] EMPTY = {};

    private final Loop loop;
    private final ByteBufAllocator allocator;
    private final Input input;
    private byte[] bytes = EMPTY;
    private int headLength;
    private int bodyLength;
    private boolean streamed;
    private boolean apart;

    /** @param input begins with it */
    ReceivedRequest(Loop loop, ByteBufAllocator allocator, Input input) {
        this.loop = loop;
        this.allocator = allocator;
        this.input = input;
    }

    /** Parses the first {@code length} bytes that have come; the loop's {@link RequestHead} is theirs then. */
    Outcome parse(int length) {
        ByteBuf in = input.bytes();
        assert in != null;
        bytes = loop.scratch(length);
        in.getBytes(in.readerIndex(), bytes, 0, length);
        return loop.requestHead().parse(bytes, length);
    }

    /** It begins with {@code head}, behind which {@code length} bytes of body come. */
    void begins(RequestHead head, int length) {
        headLength = head.length();
        bodyLength = length;
        streamed = false;
    }

    /** It is ready with its head; nobody waits for its body. */
    void streams(RequestHead head) {
        headLength = head.length();
        bodyLength = 0;
        streamed = true;
    }

    /** Its body has come in chunks, and lies apart from what was received, with a copy of its head. */
    void assembled(ChunkedBody body) {
        apart = true;
        bytes = body.bytes();
        bodyLength = body.length();
        loop.requestHead().parse(bytes, length());
    }

    /** Bytes of its head, and of its body unless that is streamed. */
    int length() {
        return headLength + bodyLength;
    }

    /** Its head, after a while in which the loop has read others: it has become the loop's once more. */
    public RequestHead again() {
        if (apart) {
            loop.requestHead().parse(bytes, length());
        } else {
            parse(length());
        }
        return loop.requestHead();
    }

    /** An array that holds the body. */
    public byte[] bytes() {
        return bytes;
    }

    /** Where in {@link #bytes} the body begins. */
    public int bodyOffset() {
        return headLength;
    }

    public int bodyLength() {
        return bodyLength;
    }

    /** Whether there is no body. */
    boolean isBodiless() {
        return bodyLength == 0 && !streamed;
    }

    /** Whether the body is still to come, and is left to an {@link Upload}. */
    public boolean isStreamed() {
        return streamed;
    }

    boolean isSmall() {
        return bodyLength <= SMALL_BODY;
    }

    /** A body that isn't small, as a buffer of its own. */
    ByteBuf body() {
        if (apart) {
            return Unpooled.wrappedBuffer(bytes, headLength, bodyLength);
        }
        ByteBuf in = input.bytes();
        assert in != null;
        return in.retainedSlice(in.readerIndex() + headLength, bodyLength);
    }

    /** Allocates the buffer for the head that goes to the node, with room for a small body. */
    ByteBuf allocate(int size) {
        return allocator.directBuffer(size + (isSmall() ? bodyLength : 0));
    }

    /**
     * What the access log is told.
     *
     * @param bodyLimit bytes of the body that it wants
     */
    public RequestText text(RequestHead head, int bodyLimit) {
        int length = Math.min(bodyLimit, bodyLength);
        byte[] body = Arrays.copyOfRange(bytes, headLength, headLength + length);
        return new RequestText(head.lineText(), head.userAgent(), body, bodyLength);
    }

    /** It isn't needed any more; what is behind it is the next one's. */
    void leave() {
        ByteBuf in = input.bytes();
        assert in != null;
        in.skipBytes(apart ? 0 : length());
        input.used();
        forget();
    }

    void forget() {
        apart = false;
        bytes = EMPTY;
    }
}
