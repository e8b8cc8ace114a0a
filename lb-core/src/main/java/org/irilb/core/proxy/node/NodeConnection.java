package org.irilb.core.proxy.node;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.socket.ChannelOutputShutdownException;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.DecoderException;
import java.io.IOException;
import org.irilb.core.config.Scheme;
import org.irilb.core.http.ChunkedDecoder;
import org.irilb.core.http.Framing;
import org.irilb.core.http.Outcome;
import org.irilb.core.http.RequestHead;
import org.irilb.core.http.ResponseHead;
import org.irilb.core.metrics.Counter;
import org.irilb.core.metrics.Counters;
import org.irilb.core.pool.Member;
import org.irilb.core.pool.Node;
import org.irilb.core.proxy.io.Buffers;
import org.irilb.core.proxy.io.HeadSearch;
import org.irilb.core.proxy.io.Outbox;
import org.irilb.core.proxy.loop.Loop;
import org.irilb.core.proxy.loop.Timeout;
import org.irilb.core.tls.HandshakeFailure;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to a node. Between requests it belongs to the {@link ConnectionPool}, during one to its caller, which
 * it tells what the node answers: head, body, end, or what went wrong. One loop's.
 */
public final class NodeConnection extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(NodeConnection.class);

    private final Loop loop;
    private final ConnectionPool pool;
    private final Node node;
    private final Timeout idle = new Timeout(this::close);
    private final HeadSearch search = new HeadSearch();
    private @Nullable ChannelHandlerContext context;
    private @Nullable Caller caller;
    /** Received and not yet passed on; only ever a part of a head, or what is worked off right now. */
    private @Nullable ByteBuf input;

    private Framing framing = Framing.NONE;
    /** A write has failed. What is read after that may be all there was or not: the system has told of the break. */
    private boolean broken;

    private boolean headDone;
    private boolean toHead;
    private boolean persistent;
    private boolean answered;
    private boolean reused;
    private long remaining;
    private @Nullable ChunkedDecoder chunks;
    private @Nullable Counters countedAt;
    private @Nullable Counters keptFor;
    private @Nullable Outbox outbox;

    NodeConnection(Loop loop, ConnectionPool pool, Node node) {
        this.loop = loop;
        this.pool = pool;
        this.node = node;
    }

    Node node() {
        return node;
    }

    boolean isOpen() {
        return context != null && context.channel().isActive();
    }

    /** Whether any byte of the answer to the present request was received. */
    public boolean isAnswered() {
        return answered;
    }

    /** Whether it has served a request before the present one, so that its node may be closing it this very moment. */
    public boolean isReused() {
        return reused;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        outbox = new Outbox(ctx.channel());
    }

    /**
     * Sends a request for {@code caller}, which owns the connection until {@link #release} and flushes.
     *
     * @param head the connection keeps one reference, and so it does of {@code body}
     * @param toHead whether the method is HEAD, so that the answer has no body
     * @return how many bytes there are
     */
    public int send(Caller caller, ByteBuf head, @Nullable ByteBuf body, boolean toHead) {
        assert loop.isCurrent() && this.caller == null && context != null;
        keptNoMore();
        this.caller = caller;
        this.toHead = toHead;
        headDone = false;
        search.restart();
        answered = false;
        persistent = false;
        int length = head.readableBytes() + (body == null ? 0 : body.readableBytes());
        outbox().append(head);
        if (body != null) {
            outbox().append(body, body.readableBytes());
            body.release();
        }
        return length;
    }

    /** The caller has its answer, or has given up on it; {@code at} is where it is counted. */
    public void release(boolean reusable, Member at) {
        caller = null;
        chunks = null;
        boolean clean = input == null || !input.isReadable();
        if (reusable && persistent && clean && isOpen() && isFlushed()) {
            reused = true;
            reading(true);
            pool.giveBack(this, at);
        } else {
            close();
        }
    }

    /** An answer that came early ends the call before its request is sent. */
    private boolean isFlushed() {
        assert context != null;
        ChannelOutboundBuffer buffer = context.channel().unsafe().outboundBuffer();
        return buffer != null && buffer.totalPendingWriteBytes() == 0;
    }

    /** Whoever has opened it counts it while it is open. */
    public void countAt(Counters counters) {
        countedAt = counters;
        counters.increment(loop.index(), Counter.H1_CONNECTIONS);
    }

    private void countNoMore() {
        if (countedAt != null) {
            countedAt.increment(loop.index(), Counter.H1_CONNECTIONS_ENDED);
            if (node.scheme() == Scheme.HTTPS) {
                countedAt.increment(loop.index(), Counter.TLS_CONNECTIONS_ENDED);
            }
            countedAt = null;
        }
    }

    /** It is kept for a later request, which is counted at {@code counters}. */
    void keep(Counters counters, long deadlineNanos) {
        keptFor = counters;
        counters.increment(loop.index(), Counter.CONNECTIONS_KEPT);
        loop.timers().schedule(idle, deadlineNanos);
    }

    private void keptNoMore() {
        loop.timers().cancel(idle);
        if (keptFor != null) {
            keptFor.increment(loop.index(), Counter.CONNECTIONS_TAKEN);
            keptFor = null;
        }
    }

    /** What goes to the node; the caller flushes. */
    public Outbox outbox() {
        assert outbox != null;
        return outbox;
    }

    /** Whether it takes more now. */
    public boolean isWritable() {
        return context != null && context.channel().isWritable();
    }

    /** Back-pressure: reads on, or leaves the rest of the answer where it is. */
    public void reading(boolean on) {
        boolean now = on || broken;
        if (context != null && context.channel().config().isAutoRead() != now) {
            context.channel().config().setAutoRead(now);
        }
    }

    /** Has said everything to the node. */
    public void endOutput() {
        if (context != null) {
            outbox().flush();
            context.writeAndFlush(Unpooled.EMPTY_BUFFER)
                    .addListener(written -> ((DuplexChannel) context.channel()).shutdownOutput());
        }
    }

    public void close() {
        if (context != null) {
            context.close();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        loop.time().begin();
        try {
            received((ByteBuf) message);
        } finally {
            loop.time().end();
        }
    }

    private void received(ByteBuf data) {
        if (caller == null) {
            // Nobody asked: an answer too many, or one to a request that was given up.
            data.release();
            close();
            return;
        }
        answered = true;
        caller.heard(data.readableBytes());
        input = Buffers.append(input, data);
        readAnswer();
        if (input != null && !input.isReadable()) {
            input.release();
            input = null;
        }
    }

    private void readAnswer() {
        while (caller != null && input != null && input.isReadable()) {
            if (headDone) {
                readBody(caller, input);
                break;
            }
            if (!readHead(caller, input)) {
                break;
            }
        }
        if (caller == null && input != null && input.isReadable()) {
            // More than was asked for. The answer was whole, but the connection can't be trusted any more.
            input.skipBytes(input.readableBytes());
            close();
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
            caller.malformed(outcome.message(), input);
            caller.nodeFailed(NodeFailure.MALFORMED);
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
        headDone = true;
        framing = head.framing();
        remaining = framing == Framing.LENGTH ? head.contentLength() : 0;
        chunks = framing == Framing.CHUNKED ? new ChunkedDecoder(head.keepsTrailers()) : null;
        persistent = head.isPersistent();
        caller.answerHead(head, input.readableBytes());
        if (framing == Framing.NONE || framing == Framing.LENGTH && remaining == 0) {
            caller.answerEnd(null);
        }
        return true;
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
                caller.malformed(outcome.message(), input);
                caller.nodeFailed(NodeFailure.MALFORMED);
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

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (caller != null) {
            caller.flushAnswer();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (caller != null) {
            caller.nodeWritable();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        ended(NodeFailure.CLOSED);
    }

    /**
     * The node takes no more, but what it has said before, such as why, is still to be read: to its end, also for a
     * client that is slow, for it isn't more than the system holds, and NIO doesn't rest before.
     */
    private void outputBroken() {
        broken = true;
        reading(true);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof ChannelOutputShutdownException) {
            outputBroken();
            return;
        }
        if (!(cause instanceof DecoderException) && !(cause instanceof IOException)) {
            LOG.warn("a connection to node {} is cut off", node, cause);
        }
        ended(failure(cause));
        ctx.close();
    }

    private NodeFailure failure(Throwable cause) {
        if (!answered && !reused && HandshakeFailure.isOverCertificate(cause)) {
            return NodeFailure.REJECTED;
        }
        return cause instanceof DecoderException ? NodeFailure.MALFORMED : NodeFailure.RESET;
    }

    private void ended(NodeFailure how) {
        keptNoMore();
        countNoMore();
        pool.closed(this);
        Caller caller = this.caller;
        if (caller != null) {
            if (how == NodeFailure.CLOSED && !broken && headDone && framing == Framing.UNTIL_CLOSE) {
                caller.answerEnd(null);
            } else {
                caller.nodeFailed(how);
            }
        }
        if (input != null) {
            input.release();
            input = null;
        }
        if (outbox != null) {
            outbox.release();
        }
    }
}
