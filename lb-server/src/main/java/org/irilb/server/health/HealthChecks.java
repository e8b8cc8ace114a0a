package org.irilb.server.health;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.irilb.consul.instance.DeclaredCheck;
import org.irilb.core.LoadBalancer;
import org.irilb.core.config.Membership;
import org.irilb.core.config.NodeConfig;
import org.irilb.core.config.ServiceState;
import org.irilb.core.metrics.HealthStatus;
import org.irilb.health.active.ActiveChecks;
import org.irilb.health.active.CheckPace;
import org.irilb.health.active.CheckedNode;
import org.irilb.health.agent.AgentChecks;
import org.irilb.health.check.Target;
import org.irilb.health.cluster.Milestones;
import org.irilb.health.passive.Ejections;
import org.irilb.health.probe.Prober;
import org.irilb.health.verdict.Opinion;
import org.irilb.health.verdict.Verdicts;
import org.irilb.server.config.HealthSettings;
import org.irilb.server.config.HealthSettings.Trust;
import org.irilb.server.nodecheck.NodeCheckDoor;

/** Has the nodes of a balancer checked, and the balancer know what comes of it. Any thread. */
public final class HealthChecks implements AutoCloseable {

    private static final long COMPARE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final HealthSettings settings;
    private final Prober prober;
    private final ActiveChecks checks;
    private final Ejections ejections;
    private final Milestones milestones;
    private final Optional<AgentChecks> agents;
    /** Host and port of all nodes, whether they serve or not. */
    private volatile Set<String> known = Set.of();

    private HealthChecks(HealthSettings settings, LoadBalancer balancer) {
        this.settings = settings;
        prober = new Prober(balancer.nodeTls());
        Verdicts verdicts = new Verdicts(balancer::updateHealth);
        milestones = new Milestones(
                settings.maxLag(), fresh().toNanos(), behind -> verdicts.update(Opinion.CLUSTER, behind));
        checks = new ActiveChecks(
                prober,
                down -> verdicts.update(Opinion.CHECKS, down),
                (id, result) -> result.info().ifPresent(info -> milestones.told(id, info, prober.nanoTime())));
        ejections = new Ejections(prober, settings.ejections(), out -> verdicts.update(Opinion.TRAFFIC, out));
        agents = settings.agentPort().map(port -> agents(port, verdicts));
        balancer.showHealth(this::status);
        balancer.watchNodes(ejections::failed);
        prober.execute(this::compare);
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
                .map(node -> DeclaredChecks.first(node, declared.getOrDefault(node.id(), List.of()), settings.pace())
                        .orElseGet(() -> usual(node)))
                .toList();
        if (settings.trust() != Trust.CONSUL) {
            checks.update(checked);
        }
        ejections.update(checked, pools(serving));
        agents.ifPresent(
                all -> all.update(serving.stream().collect(Collectors.toMap(NodeConfig::id, NodeConfig::host))));
        Set<String> ids = serving.stream().map(NodeConfig::id).collect(Collectors.toSet());
        prober.execute(() -> milestones.retain(ids));
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

    private Optional<HealthStatus> status(String id) {
        return checks.status(id)
                .map(status -> status.with(status.facts().map(facts -> facts.withLag(milestones.lag(id)))));
    }

    private CheckedNode usual(NodeConfig node) {
        return new CheckedNode(node.id(), settings.check().of(node, timeout()), settings.pace());
    }

    private AgentChecks agents(int port, Verdicts verdicts) {
        Duration interval = settings.agentInterval();
        return new AgentChecks(
                prober,
                interval.toNanos(),
                host -> prober.readLine(host, port, interval),
                said -> verdicts.update(Opinion.AGENT, said));
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
        prober.close();
    }
}
