package org.irilb.core.proxy.listener;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands behind a listener's accept: at the limit no more connections are accepted, so that they wait in the kernel's
 * backlog, silently. The few that a transport has accepted already wait here. The listener's loop only, except
 * {@link #lookAgain}.
 */
public final class ConnectionGate extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionGate.class);
    private static final int PAUSE_SECONDS = 1;

    private final Listener listener;
    private final ConnectionLimit process;
    private final Deque<Channel> waiting = new ArrayDeque<>();
    private volatile @Nullable ChannelHandlerContext context;
    private volatile boolean closed;

    public ConnectionGate(Listener listener, ConnectionLimit process) {
        this.listener = listener;
        this.process = process;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        process.add(this);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        waiting.add((Channel) message);
        letIn(ctx);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        process.remove(this);
    }

    private void letIn(ChannelHandlerContext ctx) {
        while (!waiting.isEmpty()) {
            if (!tryEnter()) {
                closed = true;
                ctx.channel().config().setAutoRead(false);
                if (!tryEnter()) {
                    lookAgainLater(ctx);
                    return; // whoever leaves from now on sees that the gate is closed
                }
            }
            Channel child = waiting.remove();
            child.closeFuture().addListener(future -> {
                listener.connections().decrement();
                process.leave();
            });
            // Only when the events at hand are worked off: one of them may be for a connection that was closed by
            // another and had the same file descriptor, and epoll's handler tells them apart by nothing else.
            ctx.channel().eventLoop().execute(() -> ctx.fireChannelRead(child));
        }
        if (closed) {
            closed = false;
            ctx.channel().config().setAutoRead(true);
        }
    }

    private boolean tryEnter() {
        if (!listener.connections().tryIncrement(listener.limit())) {
            return false;
        }
        if (!process.tryEnter()) {
            listener.connections().decrement();
            return false;
        }
        if (!process.rate().tryEnter(listener.isSecure(), System.nanoTime())) {
            process.leaveUnseen();
            listener.connections().decrement();
            return false;
        }
        return true;
    }

    /** Where the rate is limited, nobody tells when it has fallen. */
    private void lookAgainLater(ChannelHandlerContext ctx) {
        if (process.rate().isLimited()) {
            ctx.channel().eventLoop().schedule(this::lookAgain, AcceptRate.PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /**
     * Nothing could be accepted, for want of file descriptors mostly: accepting again at once would fail again, so that
     * the loop would do nothing else. The connection waits in the kernel's backlog.
     */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (closed) {
            return; // what was under way when the gate closed fails for the same reason
        }
        LOG.warn("{} accepts nothing for {} s: {}", listener.name(), PAUSE_SECONDS, cause.getMessage());
        closed = true;
        ctx.channel().config().setAutoRead(false);
        ctx.channel().eventLoop().schedule(this::lookAgain, PAUSE_SECONDS, TimeUnit.SECONDS);
    }

    /** A connection has ended, or a limit has changed. Any thread. */
    void lookAgain() {
        ChannelHandlerContext ctx = context;
        if (closed && ctx != null) {
            ctx.channel().eventLoop().execute(() -> letIn(ctx));
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        waiting.forEach(child -> child.unsafe().closeForcibly());
        waiting.clear();
    }
}
