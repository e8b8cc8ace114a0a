package org.irilb.health.active;

import java.time.Duration;
import java.util.Optional;
import org.irilb.core.metrics.HealthStatus;
import org.irilb.health.check.CheckResult;
import org.irilb.health.check.NodeInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One node under watch: asked again and again, until it is let go. The checks' thread; its status may be read by any. */
final class Watch {

    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

    /** Hears of each result. */
    interface Listener {

        /** @param flipped whether it has gone up or down with it */
        void checked(Watch watch, CheckResult result, boolean flipped);
    }

    private final Surroundings world;
    private final Listener listener;
    private final CheckedNode node;
    private Track track;
    private boolean ended;
    private long failed;
    private long downs;
    private long downNanos;
    private long downSinceNanos;
    private volatile HealthStatus status;

    Watch(Surroundings world, CheckedNode node, Listener listener) {
        this.world = world;
        this.node = node;
        this.listener = listener;
        this.track = Track.atTheEdge(node.pace().rise(), node.pace().fall());
        this.status = new HealthStatus(
                track.health(),
                track.rise(),
                track.fall(),
                "INI",
                "Initializing",
                0,
                Duration.ZERO,
                "",
                0,
                0,
                Duration.ZERO,
                Optional.empty());
    }

    CheckedNode node() {
        return node;
    }

    boolean isUp() {
        return track.isUp();
    }

    /** Any thread. */
    HealthStatus status() {
        return status;
    }

    void start() {
        world.schedule(this::check, node.pace().first(node.id()).toNanos());
    }

    /** No more checks; the result of one that runs counts for nothing. */
    void end() {
        ended = true;
    }

    private void check() {
        if (ended) {
            return;
        }
        world.run(node.check()).whenComplete((result, fault) -> {
            if (!ended && result != null) {
                took(result);
            } else if (fault != null) {
                LOG.debug("{} isn't checked any more", node.id(), fault);
            }
        });
    }

    private void took(CheckResult result) {
        boolean wasUp = track.isUp();
        track = track.next(result.passed());
        if (wasUp && !result.passed()) {
            failed++;
        }
        boolean flipped = wasUp != track.isUp();
        if (flipped) {
            count();
        }
        report(result);
        world.schedule(this::check, node.pace().pause(track).toNanos());
        listener.checked(this, result, flipped);
    }

    private void count() {
        long now = world.nanoTime();
        if (track.isUp()) {
            downNanos += now - downSinceNanos;
        } else {
            downs++;
            downSinceNanos = now;
        }
    }

    private void report(CheckResult result) {
        long down = track.isUp() ? downNanos : downNanos + world.nanoTime() - downSinceNanos;
        status = new HealthStatus(
                track.health(),
                track.rise(),
                track.fall(),
                result.status().name(),
                result.status().description(),
                result.httpCode(),
                result.took(),
                result.text(),
                failed,
                downs,
                Duration.ofNanos(down),
                result.info().map(NodeInfo::facts).or(status::facts));
    }
}
