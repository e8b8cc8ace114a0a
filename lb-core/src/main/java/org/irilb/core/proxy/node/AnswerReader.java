package org.irilb.core.proxy.node;

import io.netty.buffer.ByteBuf;
import org.irilb.core.http.ChunkedDecoder;
import org.irilb.core.http.Framing;
import org.irilb.core.http.Outcome;
import org.irilb.core.http.RequestHead;
import org.irilb.core.http.ResponseHead;
import org.irilb.core.proxy.io.Buffers;
import org.irilb.core.proxy.io.HeadSearch;
import org.irilb.core.proxy.loop.Loop;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a node says on one connection: the answer to one request after the other, of which it tells the caller
 * head, body and end, or that it can't be read. One loop's.
 */
final class AnswerReader {

    private final Loop loop;
    private final HeadSearch search = new HeadSearch();
    private @Nullable Caller caller;
    /** Received and not yet passed on; only ever a part of a head, or what is worked off right now. */
    private @Nullable ByteBuf input;

    private boolean toHead;
    private boolean begun;
    private boolean headDone;
    private boolean persistent;
    private Framing framing = Framing.NONE;
    private long remaining;
    private @Nullable ChunkedDecoder chunks;

    AnswerReader(Loop loop) {
        this.loop = loop;
    }

    /**
     * An answer is awaited, of which {@code caller} is told until {@link #leave}.
     *
     * @param toHead whether it is one to the method HEAD, and has no body
     */
    void await(Caller caller, boolean toHead) {
        assert this.caller == null;
        this.caller = caller;
        this.toHead = toHead;
        begun = false;
        headDone = false;
        persistent = false;
        search.restart();
    }

    /** Who is told; null if no answer is awaited. */
    @Nullable
    Caller caller() {
        return caller;
    }

    /** Whether any byte of the answer was received. */
    boolean isBegun() {
        return begun;
    }

    /** Whether its head was read, and says that the end of the connection is that of the answer. */
    boolean endsWithConnection() {
        return headDone && framing == Framing.UNTIL_CLOSE;
    }

    /**
     * Nobody is told any more.
     *
     * @return whether a whole answer leaves the connection fit for another request: the node keeps it open, and has
     *     said no more than it was asked for
     */
    boolean leave() {
        caller = null;
        return persistent && (input == null || !input.isReadable());
    }

    /**
     * Takes over what was received.
     *
     * @return false if it is more than was asked for, so that the connection can't be trusted any more
     */
    boolean receive(ByteBuf data) {
        if (caller == null) {
            data.release(); // an answer too many, or one to a request that was given up
            return false;
        }
        begun = true;
        caller.heard(data.readableBytes());
        input = Buffers.append(input, data);
        read();
        boolean tooMuch = caller == null && input != null && input.isReadable();
        if (input != null && (tooMuch || !input.isReadable())) {
            release();
        }
        return !tooMuch;
    }

    private void read() {
        while (caller != null && input != null && input.isReadable()) {
            if (headDone) {
                readBody(caller, input);
                return;
            }
            if (!readHead(caller, input)) {
                return;
            }
        }
    }

    /** Returns whether there is more to read. */
    private boolean readHead(Caller caller, ByteBuf input) {
        if (!search.isWorthALook(input)) {
            return false;
        }
        ResponseHead head = loop.responseHead();
        int length = Math.min(input.readableBytes(), RequestHead.MAX_BYTES);
        byte[] bytes = loop.scratch(length);
        input.getBytes(input.readerIndex(), bytes, 0, length);
        Outcome outcome = head.parse(bytes, length, toHead);
        if (outcome == Outcome.INCOMPLETE) {
            return false;
        }
        if (outcome.isRefusal()) {
            malformed(caller, outcome, input);
            return false;
        }
        search.restart();
        input.skipBytes(head.length());
        if (head.status() == 101) {
            return switchProtocols(caller, head);
        }
        if (head.isInterim()) {
            caller.interim(head);
            return true;
        }
        if (head.framing() == Framing.CHUNKED) {
            outcome = beginChunks(head, input);
            if (outcome.isRefusal()) {
                malformed(caller, outcome, input);
                return false;
            }
        }
        begin(caller, head, input.readableBytes());
        return true;
    }

    /** Looks at what has come of the body: as long as none of the answer has gone on, it needn't be begun with. */
    private Outcome beginChunks(ResponseHead head, ByteBuf input) {
        ChunkedDecoder chunks = this.chunks == null ? new ChunkedDecoder(head.keepsTrailers()) : this.chunks;
        this.chunks = chunks;
        chunks.restart(head.keepsTrailers());
        int start = input.readerIndex();
        Outcome outcome = chunks.read(input);
        int length;
        while (outcome == Outcome.INCOMPLETE && (length = chunks.available(input)) > 0) {
            input.skipBytes(length);
            chunks.taken(length);
            outcome = chunks.read(input);
        }
        if (!outcome.isRefusal()) {
            input.readerIndex(start);
            chunks.restart(head.keepsTrailers());
        }
        return outcome;
    }

    private boolean switchProtocols(Caller caller, ResponseHead head) {
        if (!caller.protocolSwitched(head)) {
            return false;
        }
        headDone = true;
        persistent = false;
        framing = Framing.UNTIL_CLOSE;
        return true;
    }

    private void begin(Caller caller, ResponseHead head, int following) {
        headDone = true;
        framing = head.framing();
        remaining = framing == Framing.LENGTH ? head.contentLength() : 0;
        persistent = head.isPersistent();
        caller.answerHead(head, following);
        if (framing == Framing.NONE || framing == Framing.LENGTH && remaining == 0) {
            caller.answerEnd(null);
        }
    }

    private void readBody(Caller caller, ByteBuf input) {
        switch (framing) {
            case NONE -> {}
            case LENGTH -> readLength(caller, input);
            case CHUNKED -> readChunks(caller, input);
            case UNTIL_CLOSE -> caller.answerBody(input, input.readableBytes());
        }
    }

    private void readLength(Caller caller, ByteBuf input) {
        int length = (int) Math.min(remaining, input.readableBytes());
        remaining -= length;
        caller.answerBody(input, length);
        if (remaining == 0) {
            caller.answerEnd(null);
        }
    }

    private void readChunks(Caller caller, ByteBuf input) {
        ChunkedDecoder chunks = this.chunks;
        assert chunks != null;
        while (this.caller == caller) {
            Outcome outcome = chunks.read(input);
            if (outcome.isRefusal()) {
                malformed(caller, outcome, input);
                return;
            }
            if (outcome == Outcome.COMPLETE) {
                caller.answerEnd(chunks);
                return;
            }
            int length = chunks.available(input);
            if (length == 0) {
                return;
            }
            caller.answerBody(input, length);
            chunks.taken(length);
        }
    }

    private static void malformed(Caller caller, Outcome outcome, ByteBuf input) {
        caller.malformed(outcome.message(), input);
        caller.nodeFailed(NodeFailure.MALFORMED);
    }

    /** Drops what was received and not passed on. */
    void release() {
        if (input != null) {
            input.release();
            input = null;
        }
    }
}
