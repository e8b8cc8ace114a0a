package org.irilb.health.active;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.irilb.core.config.HealthVerdict;
import org.irilb.core.config.ServiceState;
import org.irilb.core.metrics.HealthStatus;
import org.irilb.health.check.CheckResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks nodes for as long as it is told of them, and tells whenever one goes down or up. A node that is new, or back
 * from maintenance, begins at the edge: it serves, until its first check decides. The thread of its surroundings, except
 * where a method says otherwise.
 */
public final class ActiveChecks {

    private static final Logger LOG = LoggerFactory.getLogger(ActiveChecks.class);

    private final Surroundings world;
    private final Consumer<Map<String, HealthVerdict>> publish;
    private final BiConsumer<String, CheckResult> observe;
    private final Map<String, Watch> watches = new LinkedHashMap<>();
    private final Map<String, Watch> shown = new ConcurrentHashMap<>();
    private final Map<String, HealthVerdict> verdicts = new HashMap<>();

    /**
     * @param publish takes what is wrong with nodes, by ID, whenever that has changed; told on the thread
     * @param observe takes each result, with the node's ID; told on the thread
     */
    public ActiveChecks(
            Surroundings world, Consumer<Map<String, HealthVerdict>> publish, BiConsumer<String, CheckResult> observe) {
        this.world = world;
        this.publish = publish;
        this.observe = observe;
    }

    /** Checks these nodes and no others; those that were known, in the same way, go on as they were. Any thread. */
    public void update(List<CheckedNode> nodes) {
        List<CheckedNode> copy = List.copyOf(nodes);
        world.execute(() -> replace(copy));
    }

    private void replace(List<CheckedNode> nodes) {
        Map<String, CheckedNode> wanted = new LinkedHashMap<>();
        nodes.forEach(node -> wanted.put(node.id(), node));
        for (Watch watch : new ArrayList<>(watches.values())) {
            if (!watch.node().equals(wanted.get(watch.node().id()))) {
                watch.end();
                watches.remove(watch.node().id());
                shown.remove(watch.node().id());
            }
        }
        wanted.forEach((id, node) -> {
            if (!watches.containsKey(id)) {
                Watch watch = new Watch(world, node, this::checked);
                watches.put(id, watch);
                shown.put(id, watch);
                watch.start();
            }
        });
        if (verdicts.keySet().retainAll(watchedDown())) {
            publish.accept(Map.copyOf(verdicts));
        }
    }

    private List<String> watchedDown() {
        return watches.values().stream()
                .filter(watch -> !watch.isUp())
                .map(watch -> watch.node().id())
                .toList();
    }

    private void checked(Watch watch, CheckResult result, boolean flipped) {
        String id = watch.node().id();
        LOG.debug("node {}: {} {}", id, result.status(), result.text());
        observe.accept(id, result);
        if (!flipped) {
            return;
        }
        if (watch.isUp()) {
            LOG.info("node {} is UP: {}", id, result.text());
            verdicts.remove(id);
        } else {
            LOG.warn("node {} is DOWN: {} {}", id, result.status(), result.text());
            verdicts.put(id, new HealthVerdict(ServiceState.DOWN, result.status() + " " + result.text()));
        }
        publish.accept(Map.copyOf(verdicts));
    }

    /** How a node fares, if it is checked. Any thread. */
    public Optional<HealthStatus> status(String id) {
        return Optional.ofNullable(shown.get(id)).map(Watch::status);
    }
}
