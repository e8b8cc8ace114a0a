package org.irilb.health.agent;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.irilb.core.config.HealthVerdict;
import org.irilb.health.active.Surroundings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the agents of nodes from time to time. One that can't be reached, or says nothing, has nothing to say: what it
 * said before stays. The thread of its surroundings, except where a method says otherwise.
 */
public final class AgentChecks {

    private static final Logger LOG = LoggerFactory.getLogger(AgentChecks.class);

    private final Surroundings world;
    private final long intervalNanos;
    private final Function<String, CompletableFuture<String>> ask;
    private final Consumer<Map<String, HealthVerdict>> publish;
    private final Map<String, Asked> agents = new LinkedHashMap<>();
    private final Map<String, AgentState> shown = new ConcurrentHashMap<>();

    /** A node's agent for as long as the node is there. */
    private static final class Asked {

        private final String host;
        private AgentState state = AgentState.SILENT;

        Asked(String host) {
            this.host = host;
        }
    }

    /**
     * @param ask asks the agent at a host for its line, which is told on the thread; fails if there is none
     * @param publish takes what agents say, by node ID, whenever that has changed; told on the thread
     */
    public AgentChecks(
            Surroundings world,
            long intervalNanos,
            Function<String, CompletableFuture<String>> ask,
            Consumer<Map<String, HealthVerdict>> publish) {
        this.world = world;
        this.intervalNanos = intervalNanos;
        this.ask = ask;
        this.publish = publish;
    }

    /** Asks the agents of these nodes and no others. Any thread. */
    public void update(Map<String, String> hostsById) {
        Map<String, String> copy = Map.copyOf(hostsById);
        world.execute(() -> replace(copy));
    }

    private void replace(Map<String, String> hosts) {
        List<String> gone = new ArrayList<>();
        agents.forEach((id, agent) -> {
            if (!agent.host.equals(hosts.get(id))) {
                gone.add(id);
            }
        });
        gone.forEach(id -> {
            agents.remove(id);
            shown.remove(id);
        });
        hosts.forEach((id, host) -> {
            if (!agents.containsKey(id)) {
                Asked agent = new Asked(host);
                agents.put(id, agent);
                world.schedule(() -> look(id, agent), spread(id));
            }
        });
        if (!gone.isEmpty()) {
            tell();
        }
    }

    /** Not all at the same moment. */
    private long spread(String id) {
        return (id.hashCode() & 0xffffL) * Math.min(intervalNanos, 1_000_000_000L) / 0x1_0000;
    }

    private void look(String id, Asked agent) {
        if (agents.get(id) != agent) {
            return;
        }
        ask.apply(agent.host).whenComplete((line, fault) -> {
            if (agents.get(id) != agent) {
                return;
            }
            if (fault != null || line.isBlank()) {
                LOG.debug("the agent of node {} says nothing", id, fault);
            } else {
                heard(id, agent, line);
            }
            world.schedule(() -> look(id, agent), intervalNanos);
        });
    }

    private void heard(String id, Asked agent, String line) {
        HealthVerdict before = agent.state.verdict();
        agent.state = agent.state.next(line);
        shown.put(id, agent.state);
        if (!agent.state.verdict().equals(before)) {
            LOG.info("node {}, {}", id, agent.state.text());
            tell();
        }
    }

    private void tell() {
        Map<String, HealthVerdict> verdicts = new HashMap<>();
        agents.forEach((id, agent) -> {
            HealthVerdict verdict = agent.state.verdict();
            if (!verdict.equals(HealthVerdict.FIT)) {
                verdicts.put(id, verdict);
            }
        });
        publish.accept(verdicts);
    }

    /** What the agent of a node said last, if it ever did. Any thread. */
    public Optional<String> said(String id) {
        return Optional.ofNullable(shown.get(id)).map(AgentState::text);
    }
}
