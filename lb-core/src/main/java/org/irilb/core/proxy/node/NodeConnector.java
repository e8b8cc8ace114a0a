package org.irilb.core.proxy.node;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.resolver.dns.DnsServerAddressStreamProvider;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.irilb.core.config.Scheme;
import org.irilb.core.metrics.NameServerStatus;
import org.irilb.core.pool.Node;
import org.irilb.core.proxy.io.LaterClose;
import org.irilb.core.proxy.io.Transport;
import org.irilb.core.proxy.loop.Loop;
import org.irilb.core.tls.ClientHandshake;
import org.irilb.core.tls.HandshakeFailure;
import org.irilb.core.tls.NodeTls;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens connections to nodes: names are resolved without blocking, IPv4 first; TLS where the node wants it. Any thread. */
public final class NodeConnector implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(NodeConnector.class);

    private final Transport transport;
    private final NameResolver names;
    private final NodeTls tls;
    /** Why handshakes fail, by the node's ID. */
    private final Map<String, String> complaints = new ConcurrentHashMap<>();

    public NodeConnector(Transport transport, NodeTls tls, Supplier<DnsServerAddressStreamProvider> nameServers) {
        this.transport = transport;
        this.tls = tls;
        this.names = new NameResolver(transport, nameServers);
    }

    /** Whom it has asked for addresses. Any thread. */
    public List<NameServerStatus> nameServers() {
        return names.nameServers();
    }

    /** Whether a name has an address; true, too, if no name server says otherwise. Never fails. Any thread. */
    public CompletableFuture<Boolean> knows(EventLoop loop, String host) {
        return names.knows(loop, host);
    }

    /**
     * The dialer is told what becomes of it. The socket is opened when the loop has worked off the events at hand, so
     * that none of them, left from a connection with the same file descriptor, is taken for one of the new connection.
     */
    void connect(Loop loop, ConnectionPool pool, Node node, Dialer dialer) {
        loop.execute(() -> connectNow(loop, pool, node, dialer));
    }

    private void connectNow(Loop loop, ConnectionPool pool, Node node, Dialer dialer) {
        long timeoutNanos = loop.timeouts().connect().toNanos();
        SslHandler handler;
        try {
            handler = node.scheme() == Scheme.HTTPS ? tlsHandler(node, timeoutNanos) : null;
        } catch (SSLException e) {
            complain(node, e);
            dialer.connectFailed(e);
            return;
        }
        SocketChannel socket;
        try {
            // here, because Netty would tell of its failure on a thread that isn't the loop's
            socket = transport.openSocket();
        } catch (ChannelException e) {
            dialer.connectFailed(e);
            return;
        }
        NodeConnection connection = new NodeConnection(loop, pool, node);
        Bootstrap bootstrap = new Bootstrap()
                .group(loop.executor())
                .channelFactory(() -> socket)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.AUTO_CLOSE, false) // when a write fails; see NodeConnection.outputBroken
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        Math.min(Integer.MAX_VALUE, timeoutNanos / 1_000_000))
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(LaterClose.INSTANCE);
                        if (handler != null) {
                            channel.pipeline().addLast(handler);
                        }
                        channel.pipeline().addLast(connection);
                    }
                });
        InetSocketAddress literal = literal(node);
        if (literal == null) {
            bootstrap.resolver(names.group());
        } else {
            bootstrap.disableResolver();
        }
        SocketAddress address =
                literal == null ? InetSocketAddress.createUnresolved(node.host(), node.port()) : literal;
        long begunMillis = System.currentTimeMillis();
        ChannelFuture connected = bootstrap.connect(address);
        connected.addListener(future -> {
            if (!future.isSuccess()) {
                dialer.connectFailed(future.cause());
                return;
            }
            if (handler == null) {
                established(pool, connection, dialer);
                return;
            }
            handler.handshakeFuture().addListener(handshake -> {
                if (handshake.isSuccess()) {
                    mended(node);
                    dialer.secured(ClientHandshake.isResumed(handler.engine(), begunMillis));
                    established(pool, connection, dialer);
                } else {
                    connected.channel().close();
                    complain(node, handshake.cause());
                    dialer.insecure();
                    dialer.connectFailed(handshake.cause());
                }
            });
        });
    }

    /** Nobody else may check the node, so its operator is told here; once for each reason. */
    private void complain(Node node, Throwable failure) {
        String reason = HandshakeFailure.reason(failure);
        if (!reason.equals(complaints.put(node.id(), reason))) {
            LOG.warn("node {}: TLS failed: {}", node, reason);
        }
    }

    private void mended(Node node) {
        if (!complaints.isEmpty() && complaints.remove(node.id()) != null) {
            LOG.info("node {}: TLS works again", node);
        }
    }

    private SslHandler tlsHandler(Node node, long timeoutNanos) throws SSLException {
        SslHandler handler = tls.handler(ByteBufAllocator.DEFAULT, node.host(), node.port(), node.tls());
        handler.setHandshakeTimeout(timeoutNanos, TimeUnit.NANOSECONDS);
        return handler;
    }

    private static void established(ConnectionPool pool, NodeConnection connection, Dialer dialer) {
        pool.opened(connection);
        dialer.connected(connection);
    }

    private static @Nullable InetSocketAddress literal(Node node) {
        return NetUtil.isValidIpV4Address(node.host()) || NetUtil.isValidIpV6Address(node.host())
                ? new InetSocketAddress(NetUtil.createInetAddressFromIpAddressString(node.host()), node.port())
                : null;
    }

    @Override
    public void close() {
        names.close();
    }

    /** Once it is closed: done when its loops are no longer needed for that. Any thread. */
    public CompletableFuture<Void> ended() {
        return names.ended();
    }
}
