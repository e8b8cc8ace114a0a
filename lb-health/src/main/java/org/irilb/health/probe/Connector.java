package org.irilb.health.probe;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.ssl.SslHandler;
import io.netty.resolver.ResolvedAddressTypes;
import io.netty.resolver.dns.DnsAddressResolverGroup;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import org.irilb.core.config.Scheme;
import org.irilb.core.tls.NodeTls;
import org.irilb.health.check.Check;
import org.irilb.health.check.Target;
import org.jspecify.annotations.Nullable;

/** Opens connections for checks. What costs time to make is made when it is first needed. One loop's. */
final class Connector implements AutoCloseable {

    /** In bytes; more than any node says of itself. */
    static final int LARGEST_ANSWER = 1 << 20;

    private final EventLoop loop;
    private final NodeTls tls;
    private @Nullable DnsAddressResolverGroup resolver;

    Connector(EventLoop loop, NodeTls tls) {
        this.loop = loop;
        this.tls = tls;
    }

    /** Looks the host up without blocking, IPv4 first; an address is taken as it is. */
    void resolve(Target target, Consumer<InetSocketAddress> known, Consumer<Throwable> failed) {
        byte[] literal = NetUtil.createByteArrayFromIpAddressString(target.host());
        if (literal != null) {
            try {
                known.accept(new InetSocketAddress(InetAddress.getByAddress(literal), target.port()));
            } catch (java.net.UnknownHostException e) {
                failed.accept(e);
            }
            return;
        }
        if (resolver == null) {
            resolver = new DnsAddressResolverGroup(new DnsNameResolverBuilder()
                    .datagramChannelType(NioDatagramChannel.class)
                    .resolvedAddressTypes(ResolvedAddressTypes.IPV4_PREFERRED));
        }
        resolver.getResolver(loop)
                .resolve(InetSocketAddress.createUnresolved(target.host(), target.port()))
                .addListener(future -> {
                    if (future.isSuccess()) {
                        known.accept((InetSocketAddress) future.getNow());
                    } else {
                        failed.accept(future.cause());
                    }
                });
    }

    /**
     * @param handler what is told of the connection and its answers
     * @throws SSLException if the files that TLS with this node needs can't be used
     * @throws ChannelException if there is no socket to be had
     */
    ChannelFuture connect(Check check, InetSocketAddress address, ChannelHandler handler) throws SSLException {
        SslHandler secure = check.target().scheme() == Scheme.HTTPS ? tls(check) : null;
        return connect(address, new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                if (secure != null) {
                    channel.pipeline().addLast(secure);
                }
                channel.pipeline().addLast(new HttpClientCodec(), new HttpObjectAggregator(LARGEST_ANSWER), handler);
            }
        });
    }

    /**
     * @param handler what is told of all bytes that come
     * @return told on the loop
     * @throws ChannelException if there is no socket to be had
     */
    ChannelFuture connect(InetSocketAddress address, ChannelHandler handler) {
        // made here, for Netty would tell of one that can't be made on another thread
        NioSocketChannel channel = new NioSocketChannel();
        return new Bootstrap()
                .group(loop)
                .channelFactory(() -> channel)
                .option(ChannelOption.TCP_NODELAY, true)
                // The check keeps the time. Ports that linger after thousands of checks would be missing elsewhere.
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0)
                .option(ChannelOption.SO_LINGER, 0)
                .disableResolver()
                .handler(handler)
                .connect(address);
    }

    private SslHandler tls(Check check) throws SSLException {
        Target target = check.target();
        SslHandler handler = tls.handler(ByteBufAllocator.DEFAULT, target.host(), target.port(), check.tls());
        handler.setHandshakeTimeoutMillis(0);
        return handler;
    }

    /** Any thread. */
    @Override
    public void close() {
        loop.execute(() -> {
            if (resolver != null) {
                resolver.close();
            }
        });
    }
}
