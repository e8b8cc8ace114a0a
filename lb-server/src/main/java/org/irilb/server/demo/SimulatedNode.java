package org.irilb.server.demo;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.irilb.core.config.Scheme;

/**
 * A node in this process that answers on 127.0.0.1 as an IRI 1.8.6 does, except that its proof of work only takes its
 * time. While it works, the commands that share IRI's lock wait. Its methods may be called from any thread; all that
 * clients see happens on its one loop.
 */
public final class SimulatedNode implements AutoCloseable {

    /** Larger than any body that is answered: above it the connection ends. */
    private static final int MAX_READ = 16 << 20;

    private final Scheme scheme;
    private final Optional<SslContext> tls;
    private final Tally tally = new Tally();
    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("simulated-node", true), NioIoHandler.newFactory());
    private final EventLoop loop = group.next();
    private final ChannelGroup open = new DefaultChannelGroup(loop);
    private final NodeApi api;
    private volatile NodeTraits traits;
    private volatile boolean away;
    private int port;

    private SimulatedNode(Scheme scheme, NodeTraits traits, Tangle tangle) {
        this.scheme = scheme;
        this.traits = traits;
        this.tls = scheme == Scheme.HTTPS ? Optional.of(NodeCertificate.selfMade()) : Optional.empty();
        this.api = new NodeApi(loop, tangle, tally);
    }

    /**
     * Starts a node at a port that the system chooses. With {@link Scheme#HTTPS} it makes itself a certificate that
     * nobody trusts.
     */
    public static SimulatedNode start(Scheme scheme, NodeTraits traits) {
        return start(scheme, traits, new Tangle());
    }

    /** Starts a node that knows of the transactions of others. */
    static SimulatedNode start(Scheme scheme, NodeTraits traits, Tangle tangle) {
        SimulatedNode node = new SimulatedNode(scheme, traits, tangle);
        try {
            node.comeBack();
            return node;
        } catch (RuntimeException e) {
            node.close();
            throw e;
        }
    }

    /** Listens again at its port. */
    public synchronized void comeBack() {
        ChannelFuture bound = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        connected(channel);
                    }
                })
                .bind("127.0.0.1", port)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new UncheckedIOException(
                    new IOException("a simulated node can't listen on port " + port, bound.cause()));
        }
        open.add(bound.channel());
        away = false;
        port = ((InetSocketAddress) bound.channel().localAddress()).getPort();
    }

    private void connected(Channel channel) {
        open.add(channel);
        if (away) {
            channel.close(); // accepted while the others were being closed
            return;
        }
        tls.ifPresent(context -> channel.pipeline().addLast(context.newHandler(channel.alloc())));
        channel.pipeline()
                .addLast(
                        new HttpServerCodec(),
                        new HttpObjectAggregator(MAX_READ),
                        new FlowControlHandler(),
                        new NodeConnection(api, () -> traits));
    }

    /** Refuses and ends all connections, as a killed node does. Proof of work that runs takes its time all the same. */
    public synchronized void goAway() {
        away = true;
        open.close().awaitUninterruptibly();
        // The selector lets a closed port go in its next turn, which a timed task comes after.
        loop.schedule(() -> {}, 1, TimeUnit.MILLISECONDS).awaitUninterruptibly();
    }

    /** Says and does other things from the next request on. */
    public synchronized void change(UnaryOperator<NodeTraits> change) {
        traits = change.apply(traits);
    }

    public Scheme scheme() {
        return scheme;
    }

    public synchronized int port() {
        return port;
    }

    /** How often it was asked to execute {@code command}. */
    public int received(String command) {
        return tally.commands(command);
    }

    /** Proof of work that runs or waits for the lock. */
    public int attaching() {
        return tally.attaching();
    }

    /** The most proofs of work that ran or waited here at a time. */
    public int mostAttaching() {
        return tally.mostAttaching();
    }

    @Override
    public void close() {
        goAway();
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
