package org.irilb.core.proxy.io;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;

/** Throws away what is received; all else goes on. Stateless. */
@Sharable
public final class Sink extends ChannelInboundHandlerAdapter {

    public static final Sink INSTANCE = new Sink();

    private Sink() {}

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ReferenceCountUtil.release(message);
    }
}
