package org.irilb.core.proxy.request;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.irilb.core.http.Framing;
import org.irilb.core.http.Method;
import org.irilb.core.http.Outcome;
import org.irilb.core.http.OwnAnswer;
import org.irilb.core.http.RequestHead;
import org.irilb.core.metrics.AccessRecord.RequestText;
import org.irilb.core.proxy.io.Buffers;
import org.irilb.core.proxy.io.HeadSearch;
import org.irilb.core.proxy.loop.Loop;
import org.jspecify.annotations.Nullable;

/**
 * Gathers requests, head and whole body, from what a client sends. A request that comes in one piece, as nearly all do,
 * is parsed once and copied nowhere; one that doesn't is parsed again when it is complete. One loop's.
 */
public final class RequestReader {

    /** Larger bodies go out as a slice of what was received, smaller ones together with the head. */
    private static final int SMALL_BODY = 4096;

    private static final byte[] EMPTY = {};

    public enum Progress {
        NEEDS_MORE,
        /** The body will be read, and the client waits to be told so. */
        CONTINUE_WANTED,
        READY,
        REFUSED
    }

    private enum Phase {
        HEAD,
        LENGTH,
        CHUNKS
    }

    private final Loop loop;
    private final ByteBufAllocator allocator;
    private final HeadSearch search = new HeadSearch();
    private Phase phase = Phase.HEAD;
    private @Nullable ByteBuf input;
    private boolean isHead;
    private int headLength;
    private int bodyLength;
    private boolean streamed;
    private byte[] bytes = EMPTY;
    private @Nullable ChunkedBody chunks;
    private @Nullable OwnAnswer refusal;

    public RequestReader(Loop loop, ByteBufAllocator allocator) {
        this.loop = loop;
        this.allocator = allocator;
    }

    /** Takes over what was received. */
    public void add(ByteBuf data) {
        input = Buffers.append(input, data);
    }

    /** Bytes that were received and belong to no finished request. */
    public int buffered() {
        return input == null ? 0 : input.readableBytes();
    }

    /** The first bytes that belong to no finished request, each as a character. */
    public String beginning(int most) {
        ByteBuf present = input;
        return present == null
                ? ""
                : present.toString(
                        present.readerIndex(), Math.min(most, present.readableBytes()), StandardCharsets.ISO_8859_1);
    }

    /** Whether a request has begun to arrive. */
    boolean isUnderWay() {
        return phase != Phase.HEAD || buffered() > 0;
    }

    /**
     * Reads on; at {@link Progress#READY} the loop's {@link RequestHead} is this request's until the next call.
     *
     * @param whole whether the request is ready only when its body is there
     */
    public Progress read(int maxBody, boolean whole) {
        ByteBuf input = this.input;
        if (input == null) {
            return Progress.NEEDS_MORE;
        }
        return switch (phase) {
            case HEAD -> readHead(input, maxBody, whole);
            case LENGTH -> readLength(input);
            case CHUNKS -> readChunks(input, maxBody);
        };
    }

    private Progress readHead(ByteBuf input, int maxBody, boolean whole) {
        int readable = input.readableBytes();
        if (!search.isWorthALook(input)) {
            return Progress.NEEDS_MORE;
        }
        RequestHead head = loop.requestHead();
        Outcome outcome = parse(input, readable);
        isHead = head.method() == Method.HEAD;
        if (outcome == Outcome.INCOMPLETE) {
            return Progress.NEEDS_MORE;
        }
        search.restart();
        if (outcome.isRefusal()) {
            return refuse(OwnAnswer.of(outcome));
        }
        headLength = head.length();
        streamed = !whole && isUnfinished(head, readable);
        if (streamed) {
            bodyLength = 0;
            return Progress.READY;
        }
        if (head.framing() == Framing.CHUNKED) {
            return beginChunks(input, head, maxBody);
        }
        if (head.contentLength() > maxBody) {
            return refuse(tooLarge(maxBody));
        }
        bodyLength = (int) Math.max(0, head.contentLength());
        if (readable >= headLength + bodyLength) {
            return Progress.READY;
        }
        phase = Phase.LENGTH;
        return head.expectsContinue() && readable == headLength ? Progress.CONTINUE_WANTED : Progress.NEEDS_MORE;
    }

    /** Whether a body follows that isn't small and there already. */
    private static boolean isUnfinished(RequestHead head, int readable) {
        return head.framing() == Framing.CHUNKED
                || head.contentLength() > Math.min(SMALL_BODY, readable - head.length());
    }

    private Outcome parse(ByteBuf input, int length) {
        bytes = loop.scratch(length);
        input.getBytes(input.readerIndex(), bytes, 0, length);
        return loop.requestHead().parse(bytes, length);
    }

    private Progress readLength(ByteBuf input) {
        if (input.readableBytes() < headLength + bodyLength) {
            return Progress.NEEDS_MORE;
        }
        parse(input, headLength + bodyLength);
        return Progress.READY;
    }

    private Progress beginChunks(ByteBuf input, RequestHead head, int maxBody) {
        phase = Phase.CHUNKS;
        chunks = new ChunkedBody(head, bytes);
        input.skipBytes(headLength);
        boolean wanted = head.expectsContinue() && !input.isReadable();
        return wanted ? Progress.CONTINUE_WANTED : readChunks(input, maxBody);
    }

    private Progress readChunks(ByteBuf input, int maxBody) {
        ChunkedBody chunks = this.chunks;
        assert chunks != null;
        Outcome outcome = chunks.read(input, maxBody);
        if (outcome.isRefusal()) {
            return refuse(OwnAnswer.of(outcome));
        }
        if (chunks.isTooLong()) {
            return refuse(tooLarge(maxBody));
        }
        if (outcome == Outcome.INCOMPLETE) {
            return Progress.NEEDS_MORE;
        }
        bytes = chunks.bytes();
        bodyLength = chunks.length();
        loop.requestHead().parse(bytes, headLength + bodyLength);
        return Progress.READY;
    }

    /** At {@link Progress#READY}, after a while: the request's head, which has become the loop's once more. */
    public RequestHead again() {
        ByteBuf input = this.input;
        assert input != null;
        if (phase == Phase.CHUNKS) {
            loop.requestHead().parse(bytes, headLength + bodyLength);
        } else {
            parse(input, headLength + bodyLength);
        }
        return loop.requestHead();
    }

    private static OwnAnswer tooLarge(int maxBody) {
        return OwnAnswer.of(413, "Request too long (expected: at most " + maxBody + " bytes)");
    }

    private Progress refuse(OwnAnswer answer) {
        refusal = answer;
        return Progress.REFUSED;
    }

    /** Why the last call has refused. */
    public OwnAnswer refusal() {
        assert refusal != null;
        return refusal;
    }

    /** Whether the request that is being read is known to be a HEAD, so that a refusal of it has no body. */
    public boolean isHead() {
        return isHead;
    }

    /** At {@link Progress#READY}: an array that holds the body. */
    public byte[] bytes() {
        return bytes;
    }

    /** At {@link Progress#READY}: where in {@link #bytes} the body begins. */
    public int bodyOffset() {
        return headLength;
    }

    public int bodyLength() {
        return bodyLength;
    }

    /** At {@link Progress#READY}: whether there is no body. */
    boolean isBodiless() {
        return bodyLength == 0 && !streamed;
    }

    /** At {@link Progress#READY}: whether the body is still to come; {@link #next} leaves it to an {@link Upload}. */
    public boolean isStreamed() {
        return streamed;
    }

    /** What was received and not used; null if there is nothing. */
    @Nullable
    ByteBuf input() {
        return input;
    }

    /** Bytes of {@link #input} were used. */
    void used() {
        if (input != null && !input.isReadable()) {
            input.release();
            input = null;
        }
    }

    boolean isSmall() {
        return bodyLength <= SMALL_BODY;
    }

    /** At {@link Progress#READY}: a body that isn't small, as a buffer of its own. */
    ByteBuf body() {
        assert input != null;
        return phase == Phase.CHUNKS
                ? Unpooled.wrappedBuffer(bytes, headLength, bodyLength)
                : input.retainedSlice(input.readerIndex() + headLength, bodyLength);
    }

    /** Has done with the request that was ready; the next one begins. */
    public void next() {
        ByteBuf input = this.input;
        assert input != null;
        if (phase != Phase.CHUNKS) {
            input.skipBytes(headLength + bodyLength);
        }
        reset();
        used();
    }

    private void reset() {
        phase = Phase.HEAD;
        search.restart();
        isHead = false;
        chunks = null;
        bytes = EMPTY;
    }

    public void release() {
        if (input != null) {
            input.release();
            input = null;
        }
        reset();
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
        int length = Math.min(bodyLimit, bodyLength());
        byte[] body = Arrays.copyOfRange(bytes(), bodyOffset(), bodyOffset() + length);
        return new RequestText(head.lineText(), head.userAgent(), body, bodyLength());
    }
}
