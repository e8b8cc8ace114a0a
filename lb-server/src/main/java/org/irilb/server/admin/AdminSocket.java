package org.irilb.server.admin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.irilb.server.admin.command.AdminCommand;
import org.irilb.server.admin.command.Commands;
import org.irilb.server.admin.socket.AdminEndpoint;
import org.irilb.server.admin.socket.BoundEndpoint;
import org.irilb.server.admin.socket.SessionLimits;
import org.irilb.server.admin.socket.SessionLoop;
import org.irilb.server.admin.socket.ShowCliSockets;
import org.irilb.server.config.Level;

/** A running admin socket with its thread. Any thread. */
public final class AdminSocket implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final List<BoundEndpoint> bound;
    private final SessionLoop loop;
    private final Thread thread;

    private AdminSocket(List<BoundEndpoint> bound, SessionLoop loop) {
        this.bound = bound;
        this.loop = loop;
        this.thread = new Thread(loop, "irilb-admin");
        thread.setDaemon(true);
        thread.start();
    }

    /** On one TCP address, whose sessions may do everything. */
    public static AdminSocket open(InetSocketAddress address, Managed managed) {
        return open(List.of(new AdminEndpoint(address, Level.ADMIN)), managed);
    }

    /** As {@link #open(List, SessionLimits, Managed)}, with HAProxy's limits. */
    public static AdminSocket open(List<AdminEndpoint> endpoints, Managed managed) {
        return open(endpoints, SessionLimits.STANDARD, managed);
    }

    /**
     * Binds and begins to serve.
     *
     * @throws UncheckedIOException if an address can't be bound, which its message names; nothing is left open
     */
    public static AdminSocket open(List<AdminEndpoint> endpoints, SessionLimits limits, Managed managed) {
        List<BoundEndpoint> bound = new ArrayList<>();
        try {
            for (AdminEndpoint endpoint : endpoints) {
                bound.add(BoundEndpoint.open(endpoint));
            }
            List<AdminCommand> own = new ArrayList<>(managed.commands());
            own.add(new ShowCliSockets(bound));
            return new AdminSocket(bound, new SessionLoop(bound, limits, new Commands(own)));
        } catch (IOException e) {
            bound.forEach(BoundEndpoint::close);
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    /** Where it is bound, in the order of the endpoints; tells the ports that the system chose. */
    public List<SocketAddress> addresses() {
        return bound.stream().map(BoundEndpoint::address).toList();
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
