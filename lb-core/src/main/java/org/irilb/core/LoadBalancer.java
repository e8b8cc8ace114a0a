package org.irilb.core;

import java.net.InetSocketAddress;
import java.util.List;
import org.irilb.core.config.BalancerConfig;
import org.irilb.core.config.NodeConfig;
import org.irilb.core.metrics.BalancerStatus;

/** A running balancer. Its inputs may be called from any thread; each only hands over to the control thread. */
public final class LoadBalancer implements AutoCloseable {

    private LoadBalancer() {}

    /**
     * Binds the listeners and starts the loops. There are no nodes until {@link #updateNodes}.
     *
     * @throws java.io.UncheckedIOException if a listener can't be bound; nothing is left open
     */
    public static LoadBalancer start(BalancerConfig config) {
        throw new IllegalStateException();
    }

    /** Replaces all nodes. Nodes that stay keep their counts and connections; those that leave finish what runs. */
    public void updateNodes(List<NodeConfig> nodes) {}

    /** Where a listener is bound; tells the port if the system chose it. */
    public InetSocketAddress address(String listener) {
        throw new IllegalStateException();
    }

    /** Everything that can be read, as of now. */
    public BalancerStatus status() {
        throw new IllegalStateException();
    }

    /** Closes the listeners and all connections, and waits until the loops have ended. */
    @Override
    public void close() {}
}
