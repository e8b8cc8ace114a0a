package org.irilb.core.proxy.listener;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;

/**
 * Has a connection close when the events at hand are worked off, whoever behind it closes it. Netty's TLS and HTTP/2 do
 * so while they read; over io_uring (Netty 4.2.18), if something is still being written, the poll that follows the read
 * then keeps the socket open until the client ends it. Stateless.
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
