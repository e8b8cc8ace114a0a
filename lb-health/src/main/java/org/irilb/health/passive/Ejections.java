package org.irilb.health.passive;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.irilb.core.config.HealthVerdict;
import org.irilb.core.config.ServiceState;
import org.irilb.core.metrics.EvidenceStatus;
import org.irilb.core.metrics.NodeFault;
import org.irilb.health.active.CheckedNode;
import org.irilb.health.active.PacedCheck;
import org.irilb.health.active.Surroundings;
import org.irilb.health.check.CheckResult;
import org.irilb.health.check.NodeInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes nodes out that fail requests or flap, for a time that grows each time, and lets them back once a check passes.
 * The thread of its surroundings, except where a method says otherwise.
 */
public final class Ejections {

    private static final Logger LOG = LoggerFactory.getLogger(Ejections.class);

    private static final Comparator<Map.Entry<String, Suspect>> FIRST_GUILTY = Comparator.comparingLong(
                    (Map.Entry<String, Suspect> suspect) -> suspect.getValue().turnedNanos())
            .thenComparing(Map.Entry.comparingByKey());

    private final Surroundings world;
    private final EjectionRules rules;
    private final Consumer<Map<String, HealthVerdict>> publish;
    private final Map<String, Suspect> suspects = new ConcurrentHashMap<>();
    private Map<String, CheckedNode> nodes = Map.of();
    private Collection<Set<String>> pools = List.of();
    private volatile Set<String> out = Set.of();

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
        Suspect suspect = suspect(id);
        if (!nodes.containsKey(id) || suspect.isGuilty()) {
            return;
        }
        if (fault != NodeFault.NOT_READY) {
            convict(id, suspect, inARow + " requests in a row failed, the last one: " + fault.text(), false);
            return;
        }
        Suspect unready = suspect.saidNotReady(world.nanoTime(), rules);
        suspects.put(id, unready);
        int count = unready.notReady().size();
        if (count >= rules.stateErrors()) {
            convict(id, unready, count + " answers say that the node is not ready", true);
        }
    }

    /** Its checks have taken a node down. */
    public void wentDown(String id) {
        if (!nodes.containsKey(id)) {
            return;
        }
        Suspect fallen = suspect(id).fell(world.nanoTime(), rules);
        suspects.put(id, fallen);
        if (rules.flaps() > 0 && fallen.falls() >= rules.flaps() && !fallen.isGuilty()) {
            convict(id, fallen, "its checks took it down " + fallen.falls() + " times lately", false);
        }
    }

    private Suspect suspect(String id) {
        return suspects.getOrDefault(id, Suspect.INNOCENT);
    }

    private void convict(String id, Suspect suspect, String why, boolean unready) {
        Suspect guilty = suspect.convict(why, unready, world.nanoTime(), rules);
        suspects.put(id, guilty);
        decide();
        LOG.warn("node {}: {}{}", id, why, out.contains(id) ? "; it is out" : "; it is needed and stays");
        world.schedule(() -> retry(id, guilty.sentence()), guilty.sentence().untilNanos() - world.nanoTime());
    }

    private void retry(String id, Suspect.Sentence sentence) {
        CheckedNode node = nodes.get(id);
        // it may have left, and be another by now
        if (node != null && suspect(id).isGuilty() && suspect(id).sentence().equals(sentence)) {
            ask(node, 0, sentence);
        }
    }

    /** All of its checks have to pass, one after the other. */
    private void ask(CheckedNode node, int index, Suspect.Sentence sentence) {
        PacedCheck check = node.checks().get(index);
        world.run(check.check()).thenAccept(result -> {
            if (!result.passed() || sentence.unready() && saysThatItIsBehind(result)) {
                LOG.debug("node {} stays out: {}", node.id(), result.text());
                world.schedule(
                        () -> retry(node.id(), sentence),
                        check.pace().fastInterval().toNanos());
            } else if (index + 1 < node.checks().size()) {
                ask(node, index + 1, sentence);
            } else {
                acquit(node.id(), sentence);
            }
        });
    }

    private void acquit(String id, Suspect.Sentence sentence) {
        Suspect acquitted = suspects.computeIfPresent(
                id, (same, now) -> now.sentence().equals(sentence) ? now.acquit(world.nanoTime()) : now);
        if (acquitted != null && !acquitted.isGuilty()) {
            LOG.info("node {} has passed a check and is back", id);
            decide();
        }
    }

    private static boolean saysThatItIsBehind(CheckResult result) {
        return result.info().flatMap(NodeInfo::behind).isPresent();
    }

    private void decide() {
        List<String> guilty = suspects.entrySet().stream()
                .filter(suspect -> suspect.getValue().isGuilty())
                .sorted(FIRST_GUILTY)
                .map(Map.Entry::getKey)
                .toList();
        Set<String> now = Quota.out(guilty, pools, rules);
        if (now.equals(out)) {
            return;
        }
        out = Set.copyOf(now);
        Map<String, HealthVerdict> verdicts = new HashMap<>();
        now.forEach(id -> verdicts.put(
                id, new HealthVerdict(ServiceState.DOWN, suspect(id).sentence().charge())));
        publish.accept(verdicts);
    }

    /** What is held against a node. Any thread. */
    public EvidenceStatus status(String id) {
        return suspect(id).status(world.nanoTime(), rules, out.contains(id));
    }
}
