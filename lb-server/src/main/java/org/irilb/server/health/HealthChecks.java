package org.irilb.server.health;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.irilb.consul.instance.DeclaredCheck;
import org.irilb.core.LoadBalancer;
import org.irilb.core.config.HealthVerdict;
import org.irilb.core.config.Membership;
import org.irilb.core.config.NodeConfig;
import org.irilb.core.config.ServiceState;
import org.irilb.core.metrics.HealthSource;
import org.irilb.core.metrics.NodeHealth;
import org.irilb.core.metrics.Opinion.Holder;
import org.irilb.health.active.ActiveChecks;
import org.irilb.health.active.CheckListener;
import org.irilb.health.active.CheckPace;
import org.irilb.health.active.CheckedNode;
import org.irilb.health.active.PacedCheck;
import org.irilb.health.agent.AgentAddress;
import org.irilb.health.agent.AgentChecks;
import org.irilb.health.check.CheckResult;
import org.irilb.health.check.Target;
import org.irilb.health.cluster.Milestones;
import org.irilb.health.passive.Ejections;
import org.irilb.health.probe.Prober;
import org.irilb.health.verdict.Verdicts;
import org.irilb.server.config.HealthSettings;
import org.irilb.server.config.HealthSettings.Trust;
import org.irilb.server.nodecheck.NodeCheckDoor;

/** Has the nodes of a balancer checked, and the balancer know what comes of it. Any thread. */
public final class HealthChecks implements AutoCloseable {

    private static final long COMPARE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final HealthSettings settings;
    private final Prober prober;
    private final Verdicts verdicts;
    private final ActiveChecks checks;
    private final Ejections ejections;
    private final Milestones milestones;
    private final AgentChecks agents;
    /** Host and port of all nodes, whether they serve or not. */
    private volatile Set<String> known = Set.of();

    private HealthChecks(HealthSettings settings, LoadBalancer balancer) {
        this.settings = settings;
        prober = new Prober(balancer.nodeTls());
        verdicts = new Verdicts(prober::nanoTime, balancer::updateHealth);
        milestones =
                new Milestones(settings.maxLag(), fresh().toNanos(), behind -> verdicts.update(Holder.CLUSTER, behind));
        ejections = new Ejections(prober, settings.ejections(), out -> verdicts.update(Holder.EVIDENCE, out));
        checks = new ActiveChecks(prober, down -> verdicts.update(Holder.CHECKS, down), new Findings());
        agents = new AgentChecks(
                prober,
                settings.agentInterval().toNanos(),
                agent -> prober.readLine(agent.host(), agent.port(), settings.agentInterval()),
                said -> verdicts.update(Holder.AGENT, said));
        balancer.showHealth(new Known());
        balancer.watchNodes(ejections::failed);
        prober.execute(this::compare);
    }

    private final class Findings implements CheckListener {

        @Override
        public void checked(String id, CheckResult result) {
            result.info().ifPresent(info -> milestones.told(id, info, prober.nanoTime()));
        }

        @Override
        public void wentDown(String id) {
            ejections.wentDown(id);
        }
    }

    private final class Known implements HealthSource {

        @Override
        public NodeHealth of(String id) {
            return new NodeHealth(
                    verdicts.of(id),
                    checks.status(id),
                    agents.status(id),
                    ejections.status(id),
                    milestones.facts(id, prober.nanoTime()));
        }

        @Override
        public void clearCounters() {
            checks.clearCounters();
        }
    }

    /** Watches the requests of {@code balancer} from now on. */
    public static HealthChecks start(HealthSettings settings, LoadBalancer balancer) {
        return new HealthChecks(settings, balancer);
    }

    /** Whether what Consul's checks say counts. */
    public boolean trustsConsul() {
        return settings.trust() != Trust.OWN;
    }

    /** As {@link #update(List, Map)}, where somebody else runs what nodes declare. */
    public void update(List<NodeConfig> nodes) {
        update(nodes, Map.of());
    }

    /**
     * These are the nodes now. Those that their source has taken out of service are left alone.
     *
     * @param declared checks that nodes come with and nobody else runs, by node ID; others are checked as configured
     */
    public void update(List<NodeConfig> nodes, Map<String, List<DeclaredCheck>> declared) {
        known = nodes.stream()
                .map(node -> Target.authority(node.host(), node.port()))
                .collect(Collectors.toUnmodifiableSet());
        List<NodeConfig> serving = nodes.stream().filter(HealthChecks::mayServe).toList();
        List<CheckedNode> checked = serving.stream()
                .map(node -> checked(node, declared.getOrDefault(node.id(), List.of())))
                .toList();
        if (settings.trust() != Trust.CONSUL) {
            checks.update(checked);
        }
        ejections.update(checked, pools(serving));
        agents.update(agentsOf(serving));
        Map<String, HealthVerdict> source = nodes.stream()
                .collect(Collectors.toMap(NodeConfig::id, node -> new HealthVerdict(node.state(), node.reason())));
        Set<String> ids = serving.stream().map(NodeConfig::id).collect(Collectors.toSet());
        prober.execute(() -> {
            verdicts.update(Holder.SOURCE, source);
            milestones.retain(ids);
        });
    }

    private CheckedNode checked(NodeConfig node, List<DeclaredCheck> declared) {
        List<PacedCheck> own = DeclaredChecks.of(node, declared, settings.pace());
        return own.isEmpty()
                ? new CheckedNode(node.id(), settings.check().of(node, timeout()), settings.pace())
                : new CheckedNode(node.id(), own);
    }

    private Map<String, AgentAddress> agentsOf(List<NodeConfig> nodes) {
        int usual = settings.agentPort().orElse(0);
        return nodes.stream()
                .filter(node -> node.agentPort() > 0 || usual > 0)
                .collect(Collectors.toMap(
                        NodeConfig::id,
                        node -> new AgentAddress(node.host(), node.agentPort() > 0 ? node.agentPort() : usual)));
    }

    /** Nodes that are down are asked less often than the others, and still count. */
    private Duration fresh() {
        CheckPace pace = settings.pace();
        Duration longest = pace.interval().compareTo(pace.downInterval()) > 0 ? pace.interval() : pace.downInterval();
        return longest.multipliedBy(2).plus(timeout());
    }

    private void compare() {
        milestones.judge(prober.nanoTime());
        prober.schedule(this::compare, COMPARE_NANOS);
    }

    /**
     * Answers whoever wants a node checked: any that is one of the balancer's, or, if that is wanted, any at all.
     *
     * @param anybody whether others may be asked, too
     */
    public NodeCheckDoor door(boolean anybody) {
        return new NodeCheckDoor(prober::run, target -> anybody || known.contains(target.authority()));
    }

    private static boolean mayServe(NodeConfig node) {
        return node.state() == ServiceState.READY || node.state() == ServiceState.DRAIN;
    }

    private static List<Set<String>> pools(List<NodeConfig> nodes) {
        return Stream.of(Membership.values())
                .map(pool -> nodes.stream()
                        .filter(node -> node.pow().memberOf(pool))
                        .map(NodeConfig::id)
                        .collect(Collectors.toSet()))
                .toList();
    }

    private Duration timeout() {
        return settings.timeout().orElse(settings.pace().interval());
    }

    @Override
    public void close() {
        checks.close();
        prober.close();
    }
}
