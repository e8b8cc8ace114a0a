package org.irilb.server;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.irilb.core.LoadBalancer;
import org.irilb.core.metrics.BalancerStatus;
import org.irilb.server.config.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The balancer and what belongs to it: started in order, closed in the opposite one. One thread's. */
final class Server implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Server.class);

    private final LoadBalancer balancer;
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    private Server(LoadBalancer balancer) {
        this.balancer = balancer;
        parts.push(balancer);
    }

    /** @throws Failure if something can't be started; nothing is left open */
    static Server start(Settings settings) {
        Server server = new Server(balancer(settings));
        try {
            server.open(settings);
            return server;
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private void open(Settings settings) {}

    /** Says what is running, and where. */
    void announce() {
        BalancerStatus status = balancer.status();
        LOG.info("iri-lb {}: {} workers, {}", Version.number(), status.workers(), status.transport());
        status.listeners().forEach(listener -> LOG.info("{} listens on {}", listener.name(), listener.address()));
    }

    /**
     * Takes no more connections and lets what runs finish.
     *
     * @param limit how long that may take
     * @throws InterruptedException if it was interrupted; {@link #close} ends the rest
     */
    void drain(Duration limit) throws InterruptedException {
        int left = balancer.drain(limit);
        if (left > 0) {
            LOG.warn("{} connections were still open after {} s", left, limit.toSeconds());
        }
    }

    private static LoadBalancer balancer(Settings settings) {
        try {
            return LoadBalancer.start(settings.balancer());
        } catch (UncheckedIOException | IllegalArgumentException e) {
            throw new Failure(message(e), e);
        }
    }

    private static String message(RuntimeException e) {
        return e instanceof UncheckedIOException io ? io.getCause().getMessage() : e.getMessage();
    }

    @Override
    public void close() {
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            try {
                part.close();
            } catch (Exception e) {
                LOG.warn("{} didn't close: {}", part.getClass().getSimpleName(), e.toString());
            }
        }
    }
}
