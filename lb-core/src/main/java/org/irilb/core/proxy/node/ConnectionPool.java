package org.irilb.core.proxy.node;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.irilb.core.pool.Member;
import org.irilb.core.pool.Node;
import org.irilb.core.proxy.loop.Loop;
import org.irilb.core.snapshot.Snapshot;
import org.jspecify.annotations.Nullable;

/** Connections to nodes that are kept open for the next request of this loop, the one used last first. One loop's. */
public final class ConnectionPool {

    /** Shorter than the keep-alive time of any server in use (Node.js: 5 s), so that the node rarely closes first. */
    static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(4);

    private final Loop loop;
    private final NodeConnector connector;
    private final Map<Node, ArrayDeque<NodeConnection>> idle = new HashMap<>();
    private final Set<NodeConnection> open = new HashSet<>();
    /** Those that are being opened, or secured, or closed, too: as long as there are any, the loop must go on. */
    private final Set<NodeConnection> begun = new HashSet<>();

    private final CompletableFuture<Void> emptied = new CompletableFuture<>();
    private boolean closing;

    public ConnectionPool(Loop loop, NodeConnector connector) {
        this.loop = loop;
        this.connector = connector;
    }

    /** An open connection to the node, or null. */
    @Nullable
    public NodeConnection borrow(Node node) {
        ArrayDeque<NodeConnection> connections = idle.get(node);
        while (connections != null && !connections.isEmpty()) {
            NodeConnection connection = connections.pollFirst();
            if (connection.isOpen()) {
                return connection;
            }
        }
        return null;
    }

    /** Opens a connection; the dialer is told when it stands, or why it doesn't. */
    public void connect(Node node, Dialer dialer) {
        connector.connect(loop, this, node, dialer);
    }

    /** How many there are, idle or not. */
    public int open() {
        return open.size();
    }

    /** A connection is about to be opened, and will be {@link #gone}. */
    void begun(NodeConnection connection) {
        begun.add(connection);
        if (closing) {
            connection.close();
        }
    }

    void opened(NodeConnection connection) {
        open.add(connection);
    }

    /**
     * Keeps a connection for the next request, unless its node has left meanwhile, or takes no more requests at a time
     * than there are connections: what may not be sent on a kept one leaves one behind each time.
     *
     * @param at where its last request was counted
     */
    void giveBack(NodeConnection connection, Member at) {
        ArrayDeque<NodeConnection> connections = idle.computeIfAbsent(connection.node(), node -> new ArrayDeque<>());
        if (!loop.snapshot().isReady(connection.node())
                || connections.size() >= at.config().maxInFlight()) {
            connection.close();
            return;
        }
        connections.addFirst(connection);
        connection.keep(at.stats().counters(), loop.time().nanos() + IDLE_NANOS);
    }

    /** A connection has ended, idle or not. */
    void closed(NodeConnection connection) {
        open.remove(connection);
        ArrayDeque<NodeConnection> connections = idle.get(connection.node());
        if (connections != null) {
            connections.remove(connection);
            if (connections.isEmpty()) {
                idle.remove(connection.node());
            }
        }
    }

    /** Nothing more will happen to a connection. */
    void gone(NodeConnection connection) {
        begun.remove(connection);
        lookForBegun();
    }

    /** Closes what is kept for nodes that take no requests any more; what is in use finishes. */
    public void retainReady(Snapshot snapshot) {
        List<NodeConnection> superfluous = new ArrayList<>();
        idle.forEach((node, connections) -> {
            if (!snapshot.isReady(node)) {
                superfluous.addAll(connections);
            }
        });
        superfluous.forEach(NodeConnection::close);
    }

    /** Closes all. Done when they are closed. */
    public CompletableFuture<Void> close() {
        List.copyOf(begun).forEach(NodeConnection::close);
        closing = true;
        lookForBegun();
        return emptied;
    }

    private void lookForBegun() {
        if (closing && begun.isEmpty()) {
            emptied.complete(null);
        }
    }
}
