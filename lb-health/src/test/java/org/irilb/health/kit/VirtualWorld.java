package org.irilb.health.kit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import org.irilb.health.active.Surroundings;
import org.irilb.health.check.Check;
import org.irilb.health.check.CheckResult;
import org.irilb.health.check.CheckStatus;
import org.irilb.health.check.NodeInfo;
import org.jspecify.annotations.Nullable;

/** A world whose time passes when a test says so, and whose nodes fare as it says. One thread's. */
public final class VirtualWorld implements Surroundings {

    private record Task(long nanos, long number, Runnable task) {}

    /** @param second when it began, to the millisecond */
    public record Asked(String host, double second) {}

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::nanos).thenComparingLong(Task::number));
    private final Map<String, CheckStatus> fates = new HashMap<>();
    private final Map<String, @Nullable NodeInfo> infos = new HashMap<>();
    private final List<Asked> asked = new ArrayList<>();
    private final List<CompletableFuture<CheckResult>> results = new ArrayList<>();
    private Duration answerTime = Duration.ZERO;
    private long now;
    private long number;

    /** What a node says of itself from now on. */
    public void says(String host, @Nullable NodeInfo info) {
        infos.put(host, info);
    }

    /** All nodes not named pass. */
    public void set(String host, CheckStatus status) {
        fates.put(host, status);
    }

    public void answerAfter(Duration time) {
        answerTime = time;
    }

    /** Checks that run fail at once, before all else that is to come: so they do where the thread of checks ends. */
    public void giveUp() {
        results.forEach(result -> result.complete(result(CheckStatus.L4CON, Optional.empty())));
    }

    public List<Asked> asked() {
        return asked;
    }

    public void pass(Duration time) {
        long end = now + time.toNanos();
        while (!tasks.isEmpty() && tasks.peek().nanos() <= end) {
            Task next = tasks.remove();
            now = next.nanos();
            next.task().run();
        }
        now = end;
    }

    @Override
    public CompletableFuture<CheckResult> run(Check check) {
        String host = check.target().host();
        asked.add(new Asked(host, now / 1_000_000 / 1000.0));
        CompletableFuture<CheckResult> result = new CompletableFuture<>();
        CheckStatus status = fates.getOrDefault(host, CheckStatus.L7OK);
        results.add(result);
        schedule(() -> result.complete(result(status, Optional.ofNullable(infos.get(host)))), answerTime.toNanos());
        return result;
    }

    private CheckResult result(CheckStatus status, Optional<NodeInfo> info) {
        return new CheckResult(
                status, status == CheckStatus.L7STS ? 503 : 0, false, answerTime, "said " + status, info);
    }

    @Override
    public void execute(Runnable task) {
        schedule(task, 0);
    }

    @Override
    public void schedule(Runnable task, long delayNanos) {
        tasks.add(new Task(now + delayNanos, number++, task));
    }

    @Override
    public long nanoTime() {
        return now;
    }
}
