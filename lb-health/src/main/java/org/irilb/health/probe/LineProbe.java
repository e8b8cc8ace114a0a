package org.irilb.health.probe;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.irilb.health.check.CheckStatus;
import org.irilb.health.check.Line;
import org.irilb.health.check.Target;
import org.jspecify.annotations.Nullable;

/** Reads the first line that the other side says, or all of it if it ends before. One loop's. */
final class LineProbe extends SimpleChannelInboundHandler<ByteBuf> {

    /** Longer lines are cut. */
    private static final int LONGEST = 512;

    private final Target target;
    private final Duration within;
    private final CompletableFuture<Line> line = new CompletableFuture<>();
    private final StringBuilder text = new StringBuilder();
    private long startNanos;
    private boolean connected;
    private @Nullable Channel channel;
    private @Nullable ScheduledFuture<?> limit;

    LineProbe(Target target, Duration within) {
        this.target = target;
        this.within = within;
    }

    /** Any thread may wait for it. */
    CompletableFuture<Line> line() {
        return line;
    }

    void start(EventLoop loop, Connector connector) {
        startNanos = System.nanoTime();
        limit = loop.schedule(this::tooLate, within.toNanos(), TimeUnit.NANOSECONDS);
        connector.resolve(target, address -> connect(connector, address), cause -> failed(CheckStatus.L4CON, cause));
    }

    private void connect(Connector connector, InetSocketAddress address) {
        if (line.isDone()) {
            return;
        }
        ChannelFuture future;
        try {
            future = connector.connect(address, this);
        } catch (ChannelException e) {
            failed(CheckStatus.SOCKERR, e);
            return;
        }
        channel = future.channel();
        future.addListener(done -> {
            connected = done.isSuccess();
            if (!connected) {
                failed(CheckStatus.L4CON, done.cause());
            }
        });
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, ByteBuf in) {
        text.append(in.toString(StandardCharsets.ISO_8859_1));
        int end = text.indexOf("\n");
        if (end >= 0 || text.length() >= LONGEST) {
            said(end >= 0 && end < LONGEST ? end : LONGEST);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        said(Math.min(text.length(), LONGEST));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        failed(CheckStatus.L7RSP, cause);
    }

    private void said(int length) {
        end(CheckStatus.L7OK, text.substring(0, length).strip());
    }

    private void tooLate() {
        end(connected ? CheckStatus.L7TOUT : CheckStatus.L4TOUT, "not done in time");
    }

    private void failed(CheckStatus status, Throwable cause) {
        Causes.ownFault(cause)
                .ifPresentOrElse(own -> end(CheckStatus.SOCKERR, own), () -> end(status, Causes.inWords(cause)));
    }

    private void end(CheckStatus status, String words) {
        if (!line.complete(new Line(status, Duration.ofNanos(System.nanoTime() - startNanos), words))) {
            return; // what is closed may fail once more
        }
        if (limit != null) {
            limit.cancel(false);
        }
        if (channel != null) {
            channel.close();
        }
    }
}
