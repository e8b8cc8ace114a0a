package org.irilb.core.proxy;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/**
 * Takes the client's address out of the PROXY protocol header that a balancer in front sends first (HAProxy,
 * proxy-protocol.txt, versions 1 and 2). One loop's.
 */
final class ProxyHeader extends SimpleChannelInboundHandler<HAProxyMessage> {

    private final ClientSocket client;

    ProxyHeader(ClientSocket client) {
        this.client = client;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, HAProxyMessage header) throws UnknownHostException {
        byte[] address = header.sourceAddress() == null
                ? null
                : NetUtil.createByteArrayFromIpAddressString(header.sourceAddress());
        // LOCAL, UNKNOWN and UNIX sockets: the peer speaks for itself.
        if (header.command() == HAProxyCommand.PROXY && address != null) {
            client.comesFrom(new InetSocketAddress(InetAddress.getByAddress(address), header.sourcePort()));
        }
        client.arrived();
        ctx.pipeline().remove(this);
    }
}
