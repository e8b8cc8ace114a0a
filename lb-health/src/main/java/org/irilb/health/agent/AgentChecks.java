package org.irilb.health.agent;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.irilb.core.config.HealthVerdict;
import org.irilb.core.metrics.AgentStatus;
import org.irilb.health.active.Surroundings;
import org.irilb.health.check.Line;
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
    private final Function<AgentAddress, CompletableFuture<Line>> ask;
    private final Consumer<Map<String, HealthVerdict>> publish;
    private final Map<String, Agent> agents = new ConcurrentHashMap<>();

    /**
     * @param ask asks an agent for its line, which is told on the thread
     * @param publish takes what agents say, by node ID, whenever that has changed; told on the thread
     */
    public AgentChecks(
            Surroundings world,
            long intervalNanos,
            Function<AgentAddress, CompletableFuture<Line>> ask,
            Consumer<Map<String, HealthVerdict>> publish) {
        this.world = world;
        this.intervalNanos = intervalNanos;
        this.ask = ask;
        this.publish = publish;
    }

    /** Asks the agents of these nodes and no others. Any thread. */
    public void update(Map<String, AgentAddress> addressesById) {
        Map<String, AgentAddress> copy = Map.copyOf(addressesById);
        world.execute(() -> replace(copy));
    }

    private void replace(Map<String, AgentAddress> addresses) {
        boolean someLeave =
                agents.entrySet().removeIf(known -> !known.getValue().address().equals(addresses.get(known.getKey())));
        addresses.forEach((id, address) -> {
            if (!agents.containsKey(id)) {
                Agent agent = new Agent(address);
                agents.put(id, agent);
                world.schedule(() -> look(id, agent), spread(id));
            }
        });
        if (someLeave) {
            tell();
        }
    }

    /** Not all at the same moment. */
    private long spread(String id) {
        return (id.hashCode() & 0xffffL) * Math.min(intervalNanos, 1_000_000_000L) / 0x1_0000;
    }

    private void look(String id, Agent agent) {
        if (agents.get(id) != agent) {
            return;
        }
        ask.apply(agent.address()).thenAccept(line -> {
            if (agents.get(id) != agent) {
                return;
            }
            LOG.debug("the agent of node {}: {} {}", id, line.status(), line.text());
            if (agent.heard(line)) {
                LOG.info("node {}, agent: {}", id, line.text());
                tell();
            }
            world.schedule(() -> look(id, agent), intervalNanos);
        });
    }

    private void tell() {
        Map<String, HealthVerdict> verdicts = new HashMap<>();
        agents.forEach((id, agent) -> {
            if (!agent.verdict().equals(HealthVerdict.FIT)) {
                verdicts.put(id, agent.verdict());
            }
        });
        publish.accept(verdicts);
    }

    /** How asking the agent of a node fares, if it has one. Any thread. */
    public Optional<AgentStatus> status(String id) {
        return Optional.ofNullable(agents.get(id)).map(Agent::status);
    }
}
