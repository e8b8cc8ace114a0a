package org.irilb.server.admin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.irilb.core.metrics.BalancerStatus;
import org.irilb.server.admin.stat.Statistics;

/** A running admin socket with its thread. Any thread. */
public final class AdminSocket implements AutoCloseable {

    /** Connections beyond the sessions that are served; the kernel may cap it. */
    private static final int BACKLOG = 128;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final List<SessionLoop.Bound> bound;
    private final SessionLoop loop;
    private final Thread thread;

    private AdminSocket(List<SessionLoop.Bound> bound, SessionLoop loop) {
        this.bound = bound;
        this.loop = loop;
        this.thread = new Thread(loop, "irilb-admin");
        thread.setDaemon(true);
        thread.start();
    }

    /** As {@link #open(List, Supplier)}, on one TCP address, whose sessions may do everything. */
    public static AdminSocket open(InetSocketAddress address, Supplier<BalancerStatus> status) {
        return open(List.of(new AdminEndpoint(address, Level.ADMIN)), status);
    }

    /**
     * Binds and begins to serve.
     *
     * @param status asked for the figures, every second and each time that somebody wants to see some
     * @throws UncheckedIOException if an address can't be bound, which its message names; nothing is left open
     */
    public static AdminSocket open(List<AdminEndpoint> endpoints, Supplier<BalancerStatus> status) {
        List<SessionLoop.Bound> bound = new ArrayList<>();
        try {
            for (AdminEndpoint endpoint : endpoints) {
                bound.add(new SessionLoop.Bound(bind(endpoint.address()), endpoint.level()));
            }
            Statistics statistics = new Statistics(status);
            Commands commands = new Commands(ReadingCommands.of(statistics));
            return new AdminSocket(bound, new SessionLoop(bound, commands, statistics::tick));
        } catch (IOException e) {
            bound.forEach(AdminSocket::close);
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    private static ServerSocketChannel bind(SocketAddress address) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            channel.bind(address, BACKLOG);
            channel.configureBlocking(false);
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw new IOException("admin socket: cannot listen on " + text(address) + ": " + e.getMessage(), e);
        }
    }

    private static String text(SocketAddress address) {
        return address instanceof InetSocketAddress tcp
                ? tcp.getHostString() + ":" + tcp.getPort()
                : address.toString();
    }

    private static void close(SessionLoop.Bound endpoint) {
        try {
            endpoint.channel().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it is bound, in the order of the endpoints; tells the ports that the system chose. */
    public List<SocketAddress> addresses() {
        return bound.stream().map(AdminSocket::address).toList();
    }

    private static SocketAddress address(SessionLoop.Bound endpoint) {
        try {
            return endpoint.channel().getLocalAddress();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Breaks off all sessions and waits until the thread has ended. */
    @Override
    public void close() {
        loop.stop();
        try {
            thread.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
