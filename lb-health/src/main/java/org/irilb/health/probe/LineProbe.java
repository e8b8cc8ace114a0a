package org.irilb.health.probe;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/** Reads the first line that the other side says, or all of it if it ends before. One loop's. */
final class LineProbe extends SimpleChannelInboundHandler<ByteBuf> {

    /** Longer lines are cut. */
    private static final int LONGEST = 512;

    private final CompletableFuture<String> line;
    private final StringBuilder text = new StringBuilder();

    LineProbe(CompletableFuture<String> line) {
        this.line = line;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, ByteBuf in) {
        text.append(in.toString(StandardCharsets.ISO_8859_1));
        int end = text.indexOf("\n");
        if (end >= 0 || text.length() >= LONGEST) {
            finish(ctx, end >= 0 && end < LONGEST ? end : LONGEST);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        finish(ctx, Math.min(text.length(), LONGEST));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        line.completeExceptionally(cause instanceof IOException ? cause : new IOException(cause));
        ctx.close();
    }

    private void finish(ChannelHandlerContext ctx, int length) {
        line.complete(text.substring(0, length).strip());
        ctx.close();
    }
}
