package org.irilb.health.active;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.irilb.core.config.HealthVerdict;
import org.irilb.core.metrics.HealthStatus;
import org.irilb.health.check.CheckResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks nodes for as long as it is told of them, and tells whenever one goes down or up. A node that is new, or back
 * from maintenance, begins at the edge: it serves, until its first check decides. The thread of its surroundings, except
 * where a method says otherwise.
 */
public final class ActiveChecks implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ActiveChecks.class);

    private final Surroundings world;
    private final Consumer<Map<String, HealthVerdict>> publish;
    private final CheckListener listener;
    private final Map<String, WatchedNode> watched = new ConcurrentHashMap<>();
    private final Map<String, HealthVerdict> verdicts = new HashMap<>();

    /** Told at once: a thread that ends gives up what runs before it does what it was told last. */
    private volatile boolean closed;

    /** @param publish takes what is wrong with nodes, by ID, whenever that has changed; told on the thread */
    public ActiveChecks(Surroundings world, Consumer<Map<String, HealthVerdict>> publish, CheckListener listener) {
        this.world = world;
        this.publish = publish;
        this.listener = listener;
    }

    /** Checks these nodes and no others; those that were known, in the same way, go on as they were. Any thread. */
    public void update(List<CheckedNode> nodes) {
        List<CheckedNode> copy = List.copyOf(nodes);
        world.execute(() -> replace(copy));
    }

    private void replace(List<CheckedNode> nodes) {
        Map<String, CheckedNode> wanted = new LinkedHashMap<>();
        nodes.forEach(node -> wanted.put(node.id(), node));
        List<String> gone = watched.values().stream()
                .map(WatchedNode::node)
                .filter(node -> !node.equals(wanted.get(node.id())))
                .map(CheckedNode::id)
                .toList();
        gone.forEach(id -> watched.remove(id).end());
        wanted.forEach((id, node) -> watched.computeIfAbsent(id, fresh -> begin(node)));
        if (verdicts.keySet().removeAll(gone)) {
            publish.accept(Map.copyOf(verdicts));
        }
    }

    private WatchedNode begin(CheckedNode node) {
        WatchedNode watch = new WatchedNode(world, node, this::checked);
        watch.start();
        return watch;
    }

    private void checked(WatchedNode node, CheckResult result) {
        if (closed) {
            return;
        }
        String id = node.node().id();
        LOG.debug("node {}: {} {}", id, result.status(), result.text());
        listener.checked(id, result);
        Optional<HealthVerdict> now = node.verdict();
        Optional<HealthVerdict> before = Optional.ofNullable(verdicts.get(id));
        if (now.equals(before)) {
            return;
        }
        now.ifPresentOrElse(verdict -> verdicts.put(id, verdict), () -> verdicts.remove(id));
        publish.accept(Map.copyOf(verdicts));
        if (now.isEmpty()) {
            LOG.info("node {} is UP: {}", id, result.text());
        } else if (before.isEmpty()) {
            LOG.warn("node {} is DOWN: {}", id, now.get().reason());
            listener.wentDown(id);
        }
    }

    /** How a node fares, if it is checked. Any thread. */
    public Optional<HealthStatus> status(String id) {
        return Optional.ofNullable(watched.get(id)).map(node -> node.status(world.nanoTime()));
    }

    /** Begins to count failed checks and downs from 0 again. Any thread. */
    public void clearCounters() {
        watched.values().forEach(WatchedNode::clearCounters);
    }

    /** Checks no more, and takes no result of a check that is under way: it would be one of the end. Any thread. */
    @Override
    public void close() {
        closed = true;
        world.execute(() -> watched.values().forEach(WatchedNode::end));
    }
}
