package org.irilb.core.pool;

import java.util.ArrayDeque;
import java.util.Queue;
import org.irilb.core.config.NodeConfig;
import org.irilb.core.config.PowRole;
import org.irilb.core.config.ServiceState;

/** A node that works on a few requests at a time and lets others wait inside it. One simulation's. */
final class SimulatedNode {

    enum Behaviour {
        SERVES,
        /** Takes requests and never answers. */
        SWALLOWS,
        /** Accepts no connection. */
        REFUSES
    }

    /**
     * How a node is.
     *
     * @param limit requests that the balancer may give it at a time
     * @param workers requests that it works on at a time
     * @param pace how much longer than usual its work takes
     */
    record Kind(int weight, int limit, int workers, double pace, Behaviour behaviour) {

        static Kind usual() {
            return new Kind(1, 20, 4, 1, Behaviour.SERVES);
        }

        Kind weighing(int weight, int workers) {
            return new Kind(weight, 4 * workers, workers, pace, behaviour);
        }

        Kind slower(double factor) {
            return new Kind(weight, limit, workers, factor, behaviour);
        }

        Kind that(Behaviour does) {
            return new Kind(weight, limit, workers, pace, does);
        }

        NodeConfig config(String id) {
            return Cluster.config(id, weight, limit, limit, PowRole.NONE, ServiceState.READY);
        }
    }

    private final Simulation simulation;
    private final Kind kind;
    private final Queue<SimulatedRequest> waiting = new ArrayDeque<>();
    private int working;
    private int chosen;

    SimulatedNode(Simulation simulation, Kind kind) {
        this.simulation = simulation;
        this.kind = kind;
    }

    /** How often it was chosen. */
    int chosen() {
        return chosen;
    }

    void take(SimulatedRequest request) {
        chosen++;
        switch (kind.behaviour()) {
            case SERVES -> {
                waiting.add(request);
                work();
            }
            case SWALLOWS -> simulation.after(Simulation.NODE_TIMEOUT, request::timedOut);
            case REFUSES -> simulation.after(Simulation.REFUSAL, request::refused);
        }
    }

    private void work() {
        SimulatedRequest next;
        while (working < kind.workers() && (next = waiting.poll()) != null) {
            working++;
            SimulatedRequest request = next;
            simulation.after((long) (request.workNanos() * kind.pace()), () -> {
                working--;
                request.answered();
                work();
            });
        }
    }
}
