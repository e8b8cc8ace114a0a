package org.irilb.consul.roster;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.irilb.consul.api.ReadFailure;
import org.irilb.consul.instance.NodeList;
import org.irilb.consul.instance.ServiceInstance;
import org.irilb.consul.snapshot.Origin;
import org.irilb.consul.watch.Answer;
import org.irilb.consul.watch.WatchLoop;
import org.irilb.core.config.NodeConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The nodes as we hold them to be: takes each answer, believes as much of it as the {@link LossGuard} does, publishes
 * what has changed, and saves what is beyond doubt. One Vert.x loop's; {@link #view} is any thread's.
 */
public final class Roster implements WatchLoop.Taker<List<ServiceInstance>> {

    private static final Logger LOG = LoggerFactory.getLogger(Roster.class);

    /**
     * What we work with.
     *
     * @param changes answers that changed it
     * @param held IDs of nodes that Consul has lost
     * @param heldSinceNanos as {@link System#nanoTime()} tells it; matters if any are held
     */
    public record View(Origin origin, List<NodeConfig> nodes, long changes, Set<String> held, long heldSinceNanos) {

        private static final View NOTHING = new View(Origin.NOWHERE, List.of(), 0, Set.of(), 0);

        boolean isNothing() {
            return origin == Origin.NOWHERE;
        }
    }

    private final String name;
    private final Consumer<List<NodeConfig>> publish;
    private final LossGuard guard;
    private final Optional<NodesSnapshot> snapshot;
    private final boolean checksCount;
    private final NodeList nodes = new NodeList();
    private Map<ServiceInstance.Key, Integer> fingerprint = Map.of();
    /** A doubt that most servers dispel at once isn't worth a line. */
    private boolean toldOfDoubt;

    private boolean lookedForSnapshot;
    private volatile View view = View.NOTHING;

    /**
     * @param name for the log
     * @param checksCount whether a node is out of service when its checks are critical
     */
    public Roster(
            String name,
            LossRule losses,
            boolean checksCount,
            Optional<NodesSnapshot> snapshot,
            Consumer<List<NodeConfig>> publish) {
        this.name = name;
        this.publish = publish;
        this.guard = new LossGuard(losses);
        this.checksCount = checksCount;
        this.snapshot = snapshot;
    }

    public View view() {
        return view;
    }

    /** Where the instances are registered. */
    public Set<String> sources() {
        return nodes.sources();
    }

    @Override
    public WatchLoop.Taken take(Answer<List<ServiceInstance>> answer, WatchLoop.Sight sight) {
        List<NodeConfig> now = nodes.update(
                checksCount
                        ? answer.value()
                        : answer.value().stream()
                                .map(ServiceInstance::withMaintenanceOnly)
                                .toList());
        if (view.isNothing() && now.isEmpty() && !sight.careful()) {
            return WatchLoop.Taken.DOUBTED; // that is what a token sees that may see nothing
        }
        LossGuard.Judgement judgement = guard.judge(view.nodes(), now, nodes.inMaintenance(), sight, System.nanoTime());
        fingerprint = fingerprint(answer);
        boolean changed = believe(judgement, sight);
        if (judgement.isDoubted()) {
            return WatchLoop.Taken.DOUBTED;
        }
        return changed ? WatchLoop.Taken.CHANGED : WatchLoop.Taken.UNCHANGED;
    }

    private boolean believe(LossGuard.Judgement judgement, WatchLoop.Sight sight) {
        boolean changed = view.origin() != Origin.CONSUL || !view.nodes().equals(judgement.nodes());
        boolean worthSaving = !judgement.isDoubted() && (changed || !view.held().isEmpty());
        say(judgement, sight);
        if (changed) {
            publish.accept(judgement.nodes());
        }
        view = new View(
                Origin.CONSUL,
                judgement.nodes(),
                view.changes() + (changed ? 1 : 0),
                judgement.held(),
                view.held().isEmpty() ? System.nanoTime() : view.heldSinceNanos());
        if (worthSaving) {
            snapshot.ifPresent(kept -> kept.save(judgement.nodes()));
        }
        return changed;
    }

    private void say(LossGuard.Judgement judgement, WatchLoop.Sight sight) {
        if (judgement.isDoubted() && sight.careful() && !toldOfDoubt) {
            LOG.warn("{}: lost at once, and not believed yet: {}; they serve on", name, judgement.held());
            toldOfDoubt = true;
        }
        if (!judgement.isDoubted() && toldOfDoubt) {
            LOG.info("{}: no loss is doubted any more", name);
            toldOfDoubt = false;
        }
        if (judgement.nodes().isEmpty() && (view.isNothing() || !view.nodes().isEmpty())) {
            LOG.warn("{}: no instances", name);
        }
    }

    @Override
    public void failed(ReadFailure failure) {
        useSnapshot();
    }

    /** Works with what an earlier run left, unless something better is known already. */
    public void useSnapshot() {
        if (!view.isNothing() || lookedForSnapshot || snapshot.isEmpty()) {
            return;
        }
        lookedForSnapshot = true;
        snapshot.get().read().ifPresent(content -> {
            LOG.warn(
                    "{}: doesn't answer, {} nodes of {} serve",
                    name,
                    content.nodes().size(),
                    content.saved());
            publish.accept(content.nodes());
            view = new View(Origin.SNAPSHOT, content.nodes(), 0, Set.of(), 0);
        });
    }

    /** Whether this is what the last answer said. */
    boolean isAsBefore(Answer<List<ServiceInstance>> answer) {
        return fingerprint.equals(fingerprint(answer));
    }

    /** Not the instances themselves: what their checks print may be long. */
    private static Map<ServiceInstance.Key, Integer> fingerprint(Answer<List<ServiceInstance>> answer) {
        Map<ServiceInstance.Key, Integer> hashes = new HashMap<>();
        answer.value().forEach(instance -> hashes.put(instance.key(), instance.hashCode()));
        return hashes;
    }
}
