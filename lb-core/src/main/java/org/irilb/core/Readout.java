package org.irilb.core;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.irilb.core.metrics.BalancerStatus;
import org.irilb.core.metrics.BalancerStatus.ListenerStatus;
import org.irilb.core.metrics.HealthSource;
import org.irilb.core.metrics.LoopStatus;
import org.irilb.core.metrics.MalformedMessage;
import org.irilb.core.metrics.Meters;
import org.irilb.core.metrics.NodeHealth;
import org.irilb.core.metrics.SourceStatus;
import org.irilb.core.proxy.Proxy;
import org.irilb.core.snapshot.Snapshot;

/** What {@link LoadBalancer} tells of itself. Any thread. */
final class Readout {

    private final Proxy proxy;
    private final Control control;
    private final Instant started = Clock.systemUTC().instant();
    private final long startedNanos = System.nanoTime();
    private volatile HealthSource health = id -> NodeHealth.UNKNOWN;

    Readout(Proxy proxy, Control control) {
        this.proxy = proxy;
        this.control = control;
    }

    void showHealth(HealthSource health) {
        this.health = health;
    }

    HealthSource health() {
        return health;
    }

    BalancerStatus status() {
        Snapshot snapshot = control.adopted();
        StatusReport report = new StatusReport(snapshot, control.inputs(), health, System.nanoTime());
        return new BalancerStatus(
                started,
                Duration.ofNanos(System.nanoTime() - startedNanos),
                proxy.workers(),
                proxy.transport(),
                snapshot.version(),
                proxy.listeners().isDraining(),
                proxy.listeners().limits(),
                proxy.compressionLimit(),
                proxy.listeners().open(),
                proxy.pendingTasks(),
                proxy.lostLogs(),
                proxy.refused(),
                proxy.listeners().status(),
                report.pools(),
                snapshot.sources().status(snapshot.guard().abuse(), System.nanoTime()),
                report.commands(),
                proxy.pow(),
                proxy.loopThreads(),
                proxy.nameServers());
    }

    Meters meters() {
        Snapshot snapshot = control.adopted();
        return new Meters(
                proxy.listeners().status().stream()
                        .map(ListenerStatus::counters)
                        .toList(),
                snapshot.pools().stream()
                        .map(pool -> new Meters.Subject(
                                pool.state().counters(), pool.state().timings()))
                        .toList(),
                snapshot.pools().stream()
                        .flatMap(pool -> pool.members().stream())
                        .map(member -> new Meters.Subject(
                                member.stats().counters(), member.stats().timings()))
                        .toList(),
                proxy.loopThreads());
    }

    List<SourceStatus> sources() {
        Snapshot snapshot = control.snapshot();
        return snapshot.sources().list(snapshot.guard().abuse(), System.nanoTime());
    }

    List<MalformedMessage> malformedMessages() {
        return Stream.concat(
                        proxy.listeners().malformed().stream(),
                        control.snapshot().pools().stream().flatMap(pool -> pool.state().malformed().last().stream()))
                .toList();
    }

    CompletableFuture<List<LoopStatus>> loops() {
        List<CompletableFuture<Optional<LoopStatus>>> answers = proxy.loops().stream()
                .map(loop -> loop.thenApply(Optional::of)
                        .exceptionally(ended -> Optional.empty())
                        .completeOnTimeout(Optional.empty(), 1, TimeUnit.SECONDS))
                .toList();
        return CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new))
                .thenApply(all -> answers.stream()
                        .map(CompletableFuture::join)
                        .flatMap(Optional::stream)
                        .toList());
    }
}
