package org.irilb.core.proxy.request;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.irilb.core.http.Framing;
import org.irilb.core.http.Method;
import org.irilb.core.http.Outcome;
import org.irilb.core.http.OwnAnswer;
import org.irilb.core.http.RequestHead;
import org.irilb.core.proxy.io.HeadSearch;
import org.irilb.core.proxy.loop.Loop;
import org.jspecify.annotations.Nullable;

/**
 * Gathers requests, head and whole body, from what a client sends. A request that comes in one piece, as nearly all do,
 * is parsed once; one that doesn't is parsed again when it is complete. One loop's.
 */
public final class RequestReader {

    /** How far the reading has come. */
    public enum Progress {
        /** The request isn't whole yet. */
        NEEDS_MORE,
        /** The body will be read, and the client waits to be told so. */
        CONTINUE_WANTED,
        /** The request is there, or its head if its body needn't be. */
        READY,
        /** It is answered with {@link RequestReader#refusal}, and nothing behind it is read. */
        REFUSED
    }

    private enum Phase {
        HEAD,
        LENGTH,
        CHUNKS
    }

    private final Loop loop;
    private final Input input;
    private final ReceivedRequest request;
    private final HeadSearch search = new HeadSearch();
    private Phase phase = Phase.HEAD;
    private boolean isHead;
    private @Nullable ChunkedBody chunks;
    private @Nullable OwnAnswer refusal;

    /**
     * @param allocator makes what goes to nodes
     * @param input what the client sends
     */
    public RequestReader(Loop loop, ByteBufAllocator allocator, Input input) {
        this.loop = loop;
        this.input = input;
        this.request = new ReceivedRequest(loop, allocator, input);
    }

    /**
     * Reads on; at {@link Progress#READY} there is {@link #request}, and the loop's {@link RequestHead} is its head until
     * the next call.
     *
     * @param maxBody bytes of a body that must be whole; a longer one is refused
     * @param whole whether the request is ready only when its body is there
     */
    public Progress read(int maxBody, boolean whole) {
        ByteBuf in = input.bytes();
        if (in == null) {
            return Progress.NEEDS_MORE;
        }
        return switch (phase) {
            case HEAD -> readHead(in, maxBody, whole);
            case LENGTH -> readLength(in);
            case CHUNKS -> readChunks(in, maxBody);
        };
    }

    private Progress readHead(ByteBuf in, int maxBody, boolean whole) {
        int readable = in.readableBytes();
        if (!search.isWorthALook(in)) {
            return Progress.NEEDS_MORE;
        }
        RequestHead head = loop.requestHead();
        Outcome outcome = request.parse(readable);
        isHead = head.method() == Method.HEAD;
        if (outcome == Outcome.INCOMPLETE) {
            return Progress.NEEDS_MORE;
        }
        search.restart();
        if (outcome.isRefusal()) {
            return refuse(OwnAnswer.of(outcome));
        }
        if (!whole && isUnfinished(head, readable)) {
            request.streams(head);
            return Progress.READY;
        }
        if (head.framing() == Framing.CHUNKED) {
            return beginChunks(in, head, maxBody);
        }
        if (head.contentLength() > maxBody) {
            return refuse(tooLarge(maxBody));
        }
        request.begins(head, (int) Math.max(0, head.contentLength()));
        if (readable >= request.length()) {
            return Progress.READY;
        }
        phase = Phase.LENGTH;
        return head.expectsContinue() && readable == head.length() ? Progress.CONTINUE_WANTED : Progress.NEEDS_MORE;
    }

    /** Whether a body follows that isn't small and there already. */
    private static boolean isUnfinished(RequestHead head, int readable) {
        return head.framing() == Framing.CHUNKED
                || head.contentLength() > Math.min(ReceivedRequest.SMALL_BODY, readable - head.length());
    }

    private Progress readLength(ByteBuf in) {
        if (in.readableBytes() < request.length()) {
            return Progress.NEEDS_MORE;
        }
        request.parse(request.length());
        return Progress.READY;
    }

    private Progress beginChunks(ByteBuf in, RequestHead head, int maxBody) {
        phase = Phase.CHUNKS;
        request.begins(head, 0);
        chunks = new ChunkedBody(head, request.bytes());
        in.skipBytes(head.length());
        boolean wanted = head.expectsContinue() && !in.isReadable();
        return wanted ? Progress.CONTINUE_WANTED : readChunks(in, maxBody);
    }

    private Progress readChunks(ByteBuf in, int maxBody) {
        ChunkedBody body = chunks;
        assert body != null;
        Outcome outcome = body.read(in, maxBody);
        if (outcome.isRefusal()) {
            return refuse(OwnAnswer.of(outcome));
        }
        if (body.isTooLong()) {
            return refuse(tooLarge(maxBody));
        }
        if (outcome == Outcome.INCOMPLETE) {
            return Progress.NEEDS_MORE;
        }
        request.assembled(body);
        return Progress.READY;
    }

    private static OwnAnswer tooLarge(int maxBody) {
        return OwnAnswer.of(413, "Request too long (expected: at most " + maxBody + " bytes)");
    }

    private Progress refuse(OwnAnswer answer) {
        refusal = answer;
        return Progress.REFUSED;
    }

    /** At {@link Progress#REFUSED}: what the client is told. */
    public OwnAnswer refusal() {
        assert refusal != null;
        return refusal;
    }

    /** Whether the request that is being read is known to be a HEAD, so that a refusal of it has no body. */
    public boolean isHead() {
        return isHead;
    }

    /** At {@link Progress#READY}: the request. */
    public ReceivedRequest request() {
        return request;
    }

    /** Has done with the request that was ready; the next one begins. */
    public void next() {
        request.leave();
        restart();
    }

    private void restart() {
        phase = Phase.HEAD;
        search.restart();
        isHead = false;
        chunks = null;
    }

    /** Forgets the request, and all that has come. */
    public void release() {
        input.release();
        request.forget();
        restart();
    }
}
