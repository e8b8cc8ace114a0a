package org.irilb.core.pool;

import org.jspecify.annotations.Nullable;

/** A request from its arrival to its answer, as an exchange would have it. One simulation's. */
final class SimulatedRequest implements Waiter {

    private static final int RETRIES = 3;

    private final Simulation simulation;
    private final long workNanos;
    private final long arrivalNanos;
    private Asker asker;
    private int retries;
    private long sentNanos;
    private @Nullable Ticket ticket;
    private Member member;

    SimulatedRequest(Simulation simulation, Asker asker, long workNanos) {
        this.simulation = simulation;
        this.asker = asker;
        this.workNanos = workNanos;
        this.arrivalNanos = simulation.now();
    }

    /** What a usual node takes for it. */
    long workNanos() {
        return workNanos;
    }

    void ask() {
        Member free = simulation.pool().admit(asker);
        if (free != null) {
            send(free);
            return;
        }
        simulation.outcome().queued();
        Ticket waiting = simulation.places().enqueue(simulation.pool(), this, asker, simulation.now());
        ticket = waiting;
        simulation.after(Simulation.QUEUE_TIMEOUT, () -> {
            if (ticket == waiting && waiting.cancel()) {
                simulation.outcome().failed();
            }
        });
    }

    @Override
    public void granted(Member granted) {
        simulation.after(0, () -> {
            ticket = null;
            send(granted);
        });
    }

    @Override
    public void dismissed() {
        throw new IllegalStateException("no pool was given up");
    }

    private void send(Member chosen) {
        member = chosen;
        sentNanos = simulation.now();
        simulation.node(chosen).take(this);
    }

    void answered() {
        member.answered(simulation.now() - sentNanos, simulation.now());
        simulation.places().release(member);
        simulation.outcome().answered(simulation.now() - arrivalNanos);
    }

    void timedOut() {
        leaveFailed();
        simulation.outcome().failed();
    }

    void refused() {
        leaveFailed();
        asker = asker.afterTrying(member.node());
        if (retries++ < RETRIES && simulation.pool().offersAnother(asker)) {
            ask();
        } else {
            simulation.outcome().failed();
        }
    }

    private void leaveFailed() {
        member.failed(simulation.now());
        simulation.places().release(member);
    }
}
