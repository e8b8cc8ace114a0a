package org.irilb.core.proxy.io;

import io.netty.buffer.Unpooled;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslHandler;
import java.util.concurrent.TimeUnit;
import org.irilb.core.proxy.loop.Loop;
import org.irilb.core.proxy.loop.Timeout;

/**
 * The end of a client's connection: what was said last is taken to the client before the connection is closed. One
 * loop's.
 */
public final class Farewell {

    /** How long a client may take to see our last answer before the connection is closed (RFC 9112, section 9.6). */
    private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(2);

    private enum State {
        NOT_BEGUN,
        /** The last answer is on its way. */
        SENDING,
        /** The client has got everything, and may still be sending. */
        LINGERING,
        CLOSED
    }

    private final Loop loop;
    private final SocketChannel channel;
    private final Outbox outbox;
    private final Timeout timeout = new Timeout(this::timedOut);
    private State state = State.NOT_BEGUN;
    private boolean lingering;

    /** @param outbox of the channel */
    public Farewell(Loop loop, SocketChannel channel, Outbox outbox) {
        this.loop = loop;
        this.channel = channel;
        this.outbox = outbox;
    }

    /**
     * Closes once everything is sent.
     *
     * @param lingering whether the client may be sending, so that closing at once could lose it the answer
     */
    public void begin(boolean lingering) {
        this.lingering = lingering;
        state = State.SENDING;
        scheduleClient();
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> sent());
    }

    private void sent() {
        if (state != State.SENDING) {
            return;
        }
        if (!lingering) {
            channel.close();
            return;
        }
        state = State.LINGERING;
        channel.config().setAutoRead(true);
        endOutput();
        schedule(LINGER_NANOS);
    }

    /** Says over TLS, too, that nothing follows; what is received from then on needn't be understood any more. */
    private void endOutput() {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls == null) {
            channel.shutdownOutput();
            return;
        }
        channel.pipeline().addFirst(Sink.INSTANCE);
        tls.closeOutbound().addListener(said -> channel.shutdownOutput());
    }

    public boolean isBegun() {
        return state != State.NOT_BEGUN;
    }

    /** The client sends no more. */
    public void inputEnded() {
        lingering = false;
        if (state == State.LINGERING) {
            channel.close();
        }
    }

    /** Breaks the connection off at once, so that the client sees a reset. */
    public void cut() {
        if (channel.isOpen()) { // an exchange may outlive its client, and a closed socket takes no options
            channel.config().setSoLinger(0);
            channel.shutdownInput(); // else a poll may keep the socket, see LaterClose; but there may be no later here
            channel.pipeline().firstContext().close(); // past TLS, which would take leave
        }
    }

    /** The connection is closed, by whomever. */
    public void closed() {
        state = State.CLOSED;
        loop.timers().cancel(timeout);
    }

    private void timedOut() {
        if (state == State.SENDING && outbox.hasProgressed()) {
            scheduleClient();
        } else if (state == State.SENDING) {
            cut();
        } else {
            channel.close();
        }
    }

    private void scheduleClient() {
        schedule(loop.timeouts().client().toNanos());
    }

    private void schedule(long nanosFromNow) {
        loop.timers().schedule(timeout, System.nanoTime() + nanosFromNow);
    }
}
