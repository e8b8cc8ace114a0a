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
import org.irilb.core.metrics.Counter;
import org.irilb.core.metrics.Counters;
import org.irilb.core.pool.Member;
import org.irilb.core.pool.Node;
import org.irilb.core.proxy.io.LaterClose;
import org.irilb.core.proxy.io.Outbox;
import org.irilb.core.proxy.loop.Loop;
import org.irilb.core.proxy.loop.Timeout;
import org.irilb.core.tls.HandshakeFailure;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to a node. Between requests it belongs to the {@link ConnectionPool}, during one to its caller, which
 * its {@link AnswerReader} tells what the node answers, and it itself what went wrong. One loop's.
 */
public final class NodeConnection extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(NodeConnection.class);

    private final Loop loop;
    private final ConnectionPool pool;
    private final Node node;
    private final Timeout idle = new Timeout(this::close);
    private final AnswerReader answer;
    private @Nullable ChannelHandlerContext context;
    /** A write has failed. What is read after that may be all there was or not: the system has told of the break. */
    private boolean broken;

    private boolean closing;
    private boolean reused;
    private @Nullable Counters countedAt;
    private @Nullable Counters keptFor;
    private @Nullable Outbox outbox;

    NodeConnection(Loop loop, ConnectionPool pool, Node node) {
        this.loop = loop;
        this.pool = pool;
        this.node = node;
        this.answer = new AnswerReader(loop);
    }

    Node node() {
        return node;
    }

    /** Whether it is there, and isn't to be closed. */
    boolean isOpen() {
        return context != null && !closing && context.channel().isActive();
    }

    /** Whether any byte of the answer to the present request was received. */
    public boolean isAnswered() {
        return answer.isBegun();
    }

    /** Whether it has served a request before the present one, so that its node may be closing it this very moment. */
    public boolean isReused() {
        return reused;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        outbox = new Outbox(ctx.channel());
        pool.begun(this);
    }

    @Override
    public void channelUnregistered(ChannelHandlerContext ctx) {
        pool.gone(this);
    }

    /**
     * Sends a request for {@code caller}, which owns the connection until {@link #release} and flushes.
     *
     * @param head the connection keeps one reference, and so it does of {@code body}
     * @param toHead whether the method is HEAD, so that the answer has no body
     * @return how many bytes there are
     */
    public int send(Caller caller, ByteBuf head, @Nullable ByteBuf body, boolean toHead) {
        assert loop.isCurrent() && context != null;
        keptNoMore();
        answer.await(caller, toHead);
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
        boolean fit = answer.leave();
        if (reusable && fit && isOpen() && isFlushed()) {
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

    /** Closes it as soon as {@link LaterClose} does; what still comes is nobody's. */
    public void close() {
        if (context != null && !closing) {
            closing = true;
            context.close();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        loop.time().begin();
        try {
            if (!answer.receive((ByteBuf) message)) {
                close();
            }
        } finally {
            loop.time().end();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        Caller caller = answer.caller();
        if (caller != null) {
            caller.flushAnswer();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        Caller caller = answer.caller();
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
        close();
    }

    private NodeFailure failure(Throwable cause) {
        if (!answer.isBegun() && !reused && HandshakeFailure.isOverCertificate(cause)) {
            return NodeFailure.REJECTED;
        }
        return cause instanceof DecoderException ? NodeFailure.MALFORMED : NodeFailure.RESET;
    }

    private void ended(NodeFailure how) {
        keptNoMore();
        countNoMore();
        pool.closed(this);
        Caller caller = answer.caller();
        if (caller != null) {
            if (how == NodeFailure.CLOSED && !broken && answer.endsWithConnection()) {
                caller.answerEnd(null);
            } else {
                caller.nodeFailed(how);
            }
        }
        answer.release();
        if (outbox != null) {
            outbox.release();
        }
    }
}
