package org.irilb.core.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.irilb.core.config.NodeConfig;
import org.irilb.core.config.ServiceState;
import org.irilb.core.kit.DeadPort;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Rig;
import org.irilb.core.kit.Setup;

/**
 * Changes weights and limits all the time, and lets one node after the other be taken out, die, come back into the pools
 * while it is dead, and live again. A node dies only when nothing runs there: nobody may see anything of it. One thread's.
 */
final class Unrest implements Runnable {

    private static final Duration PACE = Duration.ofMillis(20);
    private static final int PATIENCE = 200;
    private static final int DEAD_FOR = 10;

    private final List<Rig> rigs;
    private final List<Origin> nodes;
    private final List<Origin> former = new ArrayList<>();
    private final BooleanSupplier over;
    private final Random random;
    private long deaths;

    Unrest(List<Rig> rigs, List<Origin> nodes, long seed, BooleanSupplier over) {
        this.rigs = rigs;
        this.nodes = nodes;
        this.over = over;
        this.random = new Random(seed);
    }

    @Override
    public void run() {
        while (!over.getAsBoolean()) {
            int victim = random.nextInt(nodes.size());
            ServiceState out = random.nextBoolean() ? ServiceState.MAINT : ServiceState.DRAIN;
            change(victim, out);
            boolean idle = isIdle(victim);
            for (int i = 0; i < PATIENCE && !idle && !over.getAsBoolean(); i++) {
                change(victim, out);
                idle = isIdle(victim);
            }
            if (idle && !over.getAsBoolean()) {
                dieAndLive(victim);
            }
        }
    }

    private void dieAndLive(int victim) {
        Origin dead = nodes.get(victim);
        dead.stopListening();
        former.add(dead);
        deaths++;
        DeadPort port = new DeadPort(dead.port());
        for (int i = 0; i < DEAD_FOR; i++) {
            change(victim, ServiceState.READY);
        }
        port.free();
        nodes.set(victim, FaultyNode.at(dead.port()));
        change(victim, ServiceState.READY);
    }

    private boolean isIdle(int node) {
        String id = Setup.node(nodes.get(node).port(), 1, 1).id();
        return rigs.stream()
                .flatMap(rig -> rig.status().pools().stream())
                .flatMap(pool -> pool.servers().stream())
                .filter(server -> server.name().equals(id))
                .allMatch(server -> server.current() == 0);
    }

    private void change(int victim, ServiceState state) {
        for (Rig rig : rigs) {
            List<NodeConfig> configs = new ArrayList<>();
            for (int i = 0; i < nodes.size(); i++) {
                NodeConfig node = Setup.node(nodes.get(i).port(), 1 + random.nextInt(5), 4 + random.nextInt(12));
                configs.add(i == victim ? Setup.in(state, node) : node);
            }
            rig.balancer().updateNodes(configs);
        }
        LockSupport.parkNanos(PACE.toNanos());
    }

    /** Nodes that have died; others listen at their ports now. */
    List<Origin> former() {
        return former;
    }

    long deaths() {
        return deaths;
    }
}
