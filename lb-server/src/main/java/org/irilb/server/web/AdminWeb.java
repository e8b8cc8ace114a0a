package org.irilb.server.web;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.irilb.server.admin.stat.Statistics;
import org.irilb.server.metrics.MetricSource;
import org.irilb.server.nodecheck.NodeCheckDoor;

/**
 * The HTTP endpoint for those who watch the balancer. It has a loop of its own, which waits for nobody, and a thread that
 * makes what is long and whole, as shared texts are; what is made row by row is made as it is sent. Any thread.
 */
public final class AdminWeb implements AutoCloseable {

    /**
     * What is shown.
     *
     * @param statistics somebody else has them look every second
     * @param metrics what Prometheus is told besides that
     * @param door who checks nodes for those who ask
     */
    public record Shown(Statistics statistics, List<MetricSource> metrics, NodeCheckDoor door) {

        public Shown {
            metrics = List.copyOf(metrics);
        }
    }

    /**
     * What clients may take.
     *
     * @param connections at a time; more are closed
     * @param patience in which a request has to come, and an answer to be taken
     */
    record Limits(int connections, Duration patience) {
        static final Limits STANDARD = new Limits(200, Duration.ofSeconds(30));
    }

    /** Connections that wait to be accepted. */
    private static final int BACKLOG = 64;

    /** Requests that were read and aren't answered; there can't be more in one read, of 64 KiB at most. */
    private static final int PIPELINED = 64 * 1024;

    /** The loop ends within these. */
    private static final int END_SECONDS = 5;

    private final MultiThreadIoEventLoopGroup group =
            new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("irilb-web", true), NioIoHandler.newFactory());
    private final ChannelGroup open = new DefaultChannelGroup(group.next(), true);
    private final Site site;
    private final Limits limits;
    private final InetSocketAddress address;

    private AdminWeb(InetSocketAddress address, Shown shown, Visitors visitors, Limits limits) throws IOException {
        this.limits = limits;
        this.site = new Site(shown, visitors);
        try {
            this.address = listen(address);
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private InetSocketAddress listen(InetSocketAddress address) throws IOException {
        ChannelFuture bound = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childOption(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        connected(channel);
                    }
                })
                .bind(address)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException(bound.cause().getMessage(), bound.cause());
        }
        open.add(bound.channel());
        return (InetSocketAddress) bound.channel().localAddress();
    }

    private void connected(SocketChannel channel) {
        if (open.size() > limits.connections()) { // with the one that listens
            channel.close();
            return;
        }
        open.add(channel);
        channel.pipeline()
                .addLast(
                        new HttpServerCodec(
                                new HttpDecoderConfig()
                                        .setMaxInitialLineLength(Request.LINE_BYTES)
                                        .setMaxHeaderSize(Request.FIELDS_BYTES),
                                PIPELINED),
                        new FlowControlHandler(),
                        new WebConnection(site, channel, limits.patience()));
    }

    /** Shows what {@code statistics} tell to anybody, and checks no nodes. */
    public static AdminWeb open(InetSocketAddress address, Statistics statistics) {
        return open(address, new Shown(statistics, List.of(), NodeCheckDoor.CLOSED), Visitors.ANYBODY);
    }

    /**
     * Binds and begins to serve.
     *
     * @throws UncheckedIOException if the address can't be bound, which its message names; nothing is left open
     */
    public static AdminWeb open(InetSocketAddress address, Shown shown, Visitors visitors) {
        return open(address, shown, visitors, Limits.STANDARD);
    }

    static AdminWeb open(InetSocketAddress address, Shown shown, Visitors visitors, Limits limits) {
        try {
            return new AdminWeb(address, shown, visitors, limits);
        } catch (IOException e) {
            String why = "admin.web: cannot listen on " + address.getHostString() + ":" + address.getPort() + ": "
                    + e.getMessage();
            throw new UncheckedIOException(new IOException(why, e));
        }
    }

    /** Where it is bound; tells the port if the system chose it. */
    public InetSocketAddress address() {
        return address;
    }

    /** Breaks off what is under way, and waits until its threads have ended. */
    @Override
    public void close() {
        open.close().awaitUninterruptibly();
        site.close();
        group.shutdownGracefully(0, END_SECONDS, TimeUnit.SECONDS)
                .awaitUninterruptibly(2L * END_SECONDS, TimeUnit.SECONDS);
    }
}
