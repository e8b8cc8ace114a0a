package org.irilb.core.proxy.io;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;

/**
 * Has a connection close when the events at hand are worked off, whoever behind it closes it. Over io_uring (Netty
 * 4.2.18), if that is done while it is read, and something is still being written, the poll that follows the read keeps
 * the socket open until the other side ends it. Stateless.
 */
@Sharable
public final class LaterClose extends ChannelOutboundHandlerAdapter {

    public static final LaterClose INSTANCE = new LaterClose();

    private LaterClose() {}

    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
        if (ctx.executor().isShuttingDown()) {
            ctx.close(promise); // there may be no later
        } else {
            ctx.executor().execute(() -> ctx.close(promise));
        }
    }
}
