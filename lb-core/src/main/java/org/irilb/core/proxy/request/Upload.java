package org.irilb.core.proxy.request;

import io.netty.buffer.ByteBuf;
import org.irilb.core.http.ChunkedDecoder;
import org.irilb.core.http.Framing;
import org.irilb.core.http.RequestHead;
import org.irilb.core.proxy.io.Outbox;
import org.irilb.core.proxy.node.NodeConnection;
import org.jspecify.annotations.Nullable;

/**
 * A request's body on its way to the node while it arrives, where nobody has to look at it first. Nothing of it is kept,
 * so that it can't be sent again. One loop's.
 */
public final class Upload {

    private enum State {
        OPEN,
        DONE,
        MALFORMED
    }

    private final Input input;
    private final @Nullable ChunkedDecoder chunks;
    private long remaining;
    private State state = State.OPEN;

    /**
     * @param input brings the body
     * @param head of the request, which has a body
     */
    Upload(Input input, RequestHead head) {
        this.input = input;
        this.chunks = head.framing() == Framing.CHUNKED ? new ChunkedDecoder(head.keepsTrailers()) : null;
        this.remaining = head.contentLength();
    }

    /** Passes everything on, whatever it is, until {@link #end}. */
    private Upload(Input input) {
        this.input = input;
        this.chunks = null;
        this.remaining = Long.MAX_VALUE;
    }

    static Upload endless(Input input) {
        return new Upload(input);
    }

    /** No more will come. */
    public void end() {
        state = State.DONE;
    }

    /** Whether all of the body was passed on. */
    public boolean isDone() {
        return state == State.DONE;
    }

    /** Whether what has come is no body; the client can't be understood any more. */
    public boolean isMalformed() {
        return state == State.MALFORMED;
    }

    /**
     * Passes on what has come, for as long as the node takes it; the caller flushes.
     *
     * @return bytes of the body that were passed on
     */
    public long moveTo(NodeConnection node) {
        long moved = 0;
        ByteBuf in;
        while (state == State.OPEN && node.isWritable() && (in = input.bytes()) != null) {
            int length = chunks == null ? length(in, node.outbox()) : chunk(chunks, in, node.outbox());
            input.used();
            if (length == 0) {
                break;
            }
            moved += length;
        }
        return moved;
    }

    private int length(ByteBuf in, Outbox out) {
        int length = (int) Math.min(remaining, in.readableBytes());
        remaining -= length;
        if (remaining == 0) {
            state = State.DONE;
        }
        out.append(in, length); // comes last: a node that takes no more now looks at the state before this returns
        return length;
    }

    private int chunk(ChunkedDecoder chunks, ByteBuf in, Outbox out) {
        return switch (chunks.read(in)) {
            case INCOMPLETE -> {
                int length = chunks.available(in);
                if (length > 0) {
                    chunks.taken(length);
                    out.appendChunk(in, length);
                }
                yield length;
            }
            case COMPLETE -> {
                state = State.DONE;
                out.appendLastChunk(chunks);
                yield 0;
            }
            default -> {
                state = State.MALFORMED;
                yield 0;
            }
        };
    }
}
