package org.irilb.health.active;

import java.util.List;
import java.util.Optional;
import org.irilb.core.config.HealthVerdict;
import org.irilb.core.config.ServiceState;
import org.irilb.core.metrics.Availability;
import org.irilb.core.metrics.HealthStatus;
import org.irilb.health.check.CheckResult;

/** A node under watch: up if all its checks say so. The checks' thread; its status may be read by any. */
final class WatchedNode {

    /** Hears of each result. */
    interface Listener {
        void checked(WatchedNode node, CheckResult result);
    }

    /** What speaks against it; the words stay while the same check says so, so that not each result is a change. */
    private record Charge(Watch watch, HealthVerdict verdict) {

        static Charge by(Watch watch) {
            return new Charge(watch, new HealthVerdict(ServiceState.DOWN, watch.finding()));
        }
    }

    private final CheckedNode node;
    private final List<Watch> watches;
    private Optional<Charge> charge = Optional.empty();
    private volatile Availability availability;

    /** Downs that were counted when everything was cleared last. */
    private volatile long clearedDowns;

    WatchedNode(Surroundings world, CheckedNode node, Listener listener) {
        this.node = node;
        this.availability = Availability.first(true, world.nanoTime());
        this.watches = node.checks().stream()
                .map(check -> new Watch(world, node.id(), check, result -> {
                    look(world.nanoTime());
                    listener.checked(this, result);
                }))
                .toList();
    }

    private void look(long nowNanos) {
        Optional<Watch> failing =
                watches.stream().filter(watch -> !watch.isUp()).findFirst();
        if (!failing.equals(charge.map(Charge::watch))) {
            charge = failing.map(Charge::by);
        }
        availability = availability.next(failing.isEmpty(), nowNanos);
    }

    CheckedNode node() {
        return node;
    }

    /** What its checks hold against it, if anything. */
    Optional<HealthVerdict> verdict() {
        return charge.map(Charge::verdict);
    }

    void start() {
        watches.forEach(Watch::start);
    }

    void end() {
        watches.forEach(Watch::end);
    }

    /** By the check that decides: the first that has it down, or else is in doubt. Any thread. */
    HealthStatus status(long nowNanos) {
        Watch decisive = watches.stream()
                .filter(watch -> !watch.isUp())
                .findFirst()
                .or(() -> watches.stream().filter(watch -> !watch.isSettled()).findFirst())
                .orElse(watches.get(0));
        return decisive.status(
                watches.stream().mapToLong(Watch::failed).sum(),
                availability.outages(nowNanos).without(clearedDowns));
    }

    /** Begins to count failed checks and downs from 0 again. Any thread. */
    void clearCounters() {
        watches.forEach(Watch::clearFailed);
        clearedDowns = availability.downs();
    }
}
