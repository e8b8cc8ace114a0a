package org.irilb.health.passive;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.irilb.core.config.HealthVerdict;
import org.irilb.core.config.ServiceState;
import org.irilb.core.metrics.NodeFault;
import org.irilb.health.active.CheckedNode;
import org.irilb.health.active.Surroundings;
import org.irilb.health.check.CheckResult;
import org.irilb.health.check.NodeInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes nodes out that fail requests, for a time that grows each time, and lets them back once a check passes. The
 * thread of its surroundings, except where a method says otherwise.
 */
public final class Ejections {

    private static final Logger LOG = LoggerFactory.getLogger(Ejections.class);

    /** After having been good for this many of its longest holds, a node's past is forgotten. */
    private static final int GOOD_FOR = 2;

    private final Surroundings world;
    private final EjectionRules rules;
    private final Consumer<Map<String, HealthVerdict>> publish;
    private final Map<String, Suspect> suspects = new LinkedHashMap<>();
    private Map<String, CheckedNode> nodes = Map.of();
    private Collection<Set<String>> pools = List.of();
    private Set<String> out = Set.of();

    /** @param publish takes who is out, by ID, whenever that has changed; told on the thread */
    public Ejections(Surroundings world, EjectionRules rules, Consumer<Map<String, HealthVerdict>> publish) {
        this.world = world;
        this.rules = rules;
        this.publish = publish;
    }

    /**
     * These nodes could serve, as far as anybody else knows. Any thread.
     *
     * @param pools the nodes of each pool, by ID
     */
    public void update(List<CheckedNode> nodes, Collection<Set<String>> pools) {
        world.execute(() -> replace(nodes, pools));
    }

    private void replace(List<CheckedNode> nodes, Collection<Set<String>> pools) {
        Map<String, CheckedNode> now = new HashMap<>();
        nodes.forEach(node -> now.put(node.id(), node));
        this.nodes = now;
        this.pools = pools;
        suspects.keySet().retainAll(now.keySet());
        decide();
    }

    /**
     * A request has failed at a node. Any thread.
     *
     * @param inARow how many have, with none in between that didn't
     */
    public void failed(String id, NodeFault fault, int inARow) {
        boolean matters = fault == NodeFault.NOT_READY
                ? rules.stateErrors() > 0
                : rules.failures() > 0 && inARow % rules.failures() == 0;
        if (matters) {
            world.execute(() -> heard(id, fault, inARow));
        }
    }

    private void heard(String id, NodeFault fault, int inARow) {
        if (!nodes.containsKey(id)) {
            return;
        }
        Suspect suspect = suspects.computeIfAbsent(id, Suspect::new);
        if (suspect.isGuilty()) {
            return;
        }
        if (fault != NodeFault.NOT_READY) {
            convict(suspect, false, inARow + " requests in a row failed, the last one: " + fault.text());
            return;
        }
        int count = suspect.stateError(world.nanoTime(), rules.window().toNanos());
        if (count >= rules.stateErrors()) {
            convict(suspect, true, count + " answers say that the node is not ready");
        }
    }

    private void convict(Suspect suspect, boolean unready, String why) {
        long now = world.nanoTime();
        if (now - suspect.sinceNanos() > rules.longestHold().toNanos() * GOOD_FOR) {
            suspect.forgive();
        }
        long hold = rules.hold(suspect.ejections()).toNanos();
        suspect.convict(unready, why, now);
        // the first to be guilty is the first to be out
        suspects.remove(suspect.id());
        suspects.put(suspect.id(), suspect);
        decide();
        LOG.warn(
                "node {}: {}{}",
                suspect.id(),
                why,
                out.contains(suspect.id()) ? "; it is out" : "; it is needed and stays");
        world.schedule(() -> retry(suspect), hold);
    }

    private void retry(Suspect suspect) {
        CheckedNode node = nodes.get(suspect.id());
        if (node == null || suspects.get(suspect.id()) != suspect) {
            return; // it has left, or is another by now
        }
        world.run(node.check()).thenAccept(result -> {
            if (result.passed() && !(suspect.isUnready() && saysThatItIsBehind(result))) {
                suspect.acquit(world.nanoTime());
                LOG.info("node {} has passed a check and is back", suspect.id());
                decide();
            } else {
                LOG.debug("node {} stays out: {}", suspect.id(), result.text());
                world.schedule(() -> retry(suspect), node.pace().fastInterval().toNanos());
            }
        });
    }

    private static boolean saysThatItIsBehind(CheckResult result) {
        return result.info().flatMap(NodeInfo::behind).isPresent();
    }

    private void decide() {
        List<String> guilty = suspects.values().stream()
                .filter(Suspect::isGuilty)
                .sorted(Comparator.comparingLong(Suspect::sinceNanos))
                .map(Suspect::id)
                .toList();
        Set<String> now = Quota.out(guilty, pools, rules);
        if (now.equals(out)) {
            return;
        }
        out = now;
        Map<String, HealthVerdict> verdicts = new HashMap<>();
        now.forEach(id -> verdicts.put(
                id, new HealthVerdict(ServiceState.DOWN, suspects.get(id).reason())));
        publish.accept(verdicts);
    }
}
