package org.irilb.health.active;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.irilb.core.metrics.HealthStatus;
import org.irilb.core.metrics.Outages;
import org.irilb.health.check.CheckResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One check of a node: run again and again, until it is let go. The checks' thread; its progress may be read by any. */
final class Watch {

    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
    private static final int REMEMBERED = 5;

    /** What has come of it so far; times are those of the last checks, the newest first. */
    private record Progress(
            Track track, boolean isRunning, Optional<CheckResult> last, List<Duration> times, long failed) {

        Progress running() {
            return new Progress(track, true, last, times, failed);
        }

        Progress next(CheckResult result) {
            List<Duration> newest = new ArrayList<>(times);
            newest.add(0, result.took());
            return new Progress(
                    result.isKnown() ? track.next(result.passed()) : track,
                    false,
                    Optional.of(result),
                    List.copyOf(newest.subList(0, Math.min(newest.size(), REMEMBERED))),
                    track.isUp() && result.isKnown() && !result.passed() ? failed + 1 : failed);
        }
    }

    private final Surroundings world;
    private final Consumer<CheckResult> listener;
    private final String id;
    private final PacedCheck check;
    private boolean ended;
    private volatile Progress progress;

    /** Failed checks that were counted when everything was cleared last. */
    private volatile long clearedFailed;

    /** @param listener hears of each result */
    Watch(Surroundings world, String id, PacedCheck check, Consumer<CheckResult> listener) {
        this.world = world;
        this.id = id;
        this.check = check;
        this.listener = listener;
        this.progress = new Progress(
                Track.atTheEdge(check.pace().rise(), check.pace().fall()), false, Optional.empty(), List.of(), 0);
    }

    /** Any thread. */
    boolean isUp() {
        return progress.track.isUp();
    }

    /** Whether the last results all said the same. Any thread. */
    boolean isSettled() {
        return progress.track.isSettled();
    }

    /** Checks that failed while it was up. Any thread. */
    long failed() {
        return progress.failed - clearedFailed;
    }

    /** Begins to count from 0 again. Any thread. */
    void clearFailed() {
        clearedFailed = progress.failed;
    }

    /** The last result, in a line. */
    String finding() {
        return progress.last
                .map(result -> result.status() + " " + result.text())
                .orElse("");
    }

    /**
     * How the node fares by this check. Any thread.
     *
     * @param failed checks of it that failed while it was up, all of them together
     * @param outages of the node
     */
    HealthStatus status(long failed, Outages outages) {
        Progress now = progress;
        Optional<CheckResult> last = now.last;
        return new HealthStatus(
                now.track.health(),
                now.track.rise(),
                now.track.fall(),
                last.map(result -> result.status().name()).orElse("INI"),
                now.isRunning,
                last.map(result -> result.status().description()).orElse("Initializing"),
                last.map(CheckResult::httpCode).orElse(0),
                last.map(CheckResult::took).orElse(Duration.ZERO),
                now.times,
                last.map(CheckResult::text).orElse(""),
                failed,
                outages);
    }

    void start() {
        world.schedule(this::run, check.pace().first(id).toNanos());
    }

    /** No more checks; the result of one that runs counts for nothing. */
    void end() {
        ended = true;
    }

    private void run() {
        if (ended) {
            return;
        }
        progress = progress.running();
        world.run(check.check()).whenComplete((result, fault) -> {
            if (!ended && result != null) {
                took(result);
            } else if (fault != null) {
                LOG.debug("{} isn't checked any more", id, fault);
            }
        });
    }

    private void took(CheckResult result) {
        Progress before = progress;
        progress = before.next(result);
        if (!result.isKnown() && before.last.map(CheckResult::isKnown).orElse(true)) {
            LOG.warn("node {} can't be checked: {}", id, result.text());
        }
        world.schedule(this::run, check.pace().pause(progress.track).toNanos());
        listener.accept(result);
    }
}
