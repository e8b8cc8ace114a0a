package org.irilb.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.irilb.core.config.BalancerConfig;
import org.irilb.core.config.NodeConfig;
import org.irilb.core.config.Scheme;
import org.irilb.core.pool.Outside;
import org.irilb.core.snapshot.ServerChanges;
import org.irilb.core.snapshot.Snapshot;
import org.irilb.core.snapshot.SnapshotBuilder;
import org.irilb.core.snapshot.SnapshotDiff;
import org.irilb.core.tls.NodeTls;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The control thread: takes all inputs that have gathered, builds one snapshot of them and publishes it. What can't be
 * built publishes nothing. {@link #update}, {@link #snapshot} and {@link #adopted} may be called from any thread.
 */
final class Control implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LoadBalancer.class);
    /** How often to look whether those that leave are gone. */
    private static final long LEAVING_MILLIS = 500;
    /** How often to look whether the names of nodes are known. */
    private static final long NAMES_SECONDS = 5;
    /** How often to look at the files that TLS with nodes needs. */
    private static final long FILES_SECONDS = 1;

    private final AtomicReference<Inputs> inputs;
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final NodeTls nodeTls;
    private final Function<Snapshot, CompletableFuture<Void>> publish;
    private final SnapshotBuilder builder;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread control = new Thread(task, "irilb-control");
        control.setDaemon(true);
        return control;
    });
    private final AtomicReference<Snapshot> adopted;
    private final CountDownLatch nodesTold = new CountDownLatch(1);
    private final List<Watcher> watchers = new ArrayList<>();
    private Inputs built;
    private boolean looksAgain;
    private volatile Snapshot snapshot;

    /** @param publish tells the loops; done when they all work with what they were told */
    Control(
            int loops,
            BalancerConfig config,
            Executor passwordThreads,
            NodeTls nodeTls,
            Function<Snapshot, CompletableFuture<Void>> publish) {
        this.nodeTls = nodeTls;
        this.publish = publish;
        this.built = Inputs.of(config);
        this.inputs = new AtomicReference<>(built);
        this.builder = new SnapshotBuilder(loops, Outside.SYSTEM, passwordThreads);
        this.snapshot = builder.build(config, List.of(), System.nanoTime());
        this.adopted = new AtomicReference<>(snapshot);
        thread.scheduleWithFixedDelay(nodeTls::refresh, FILES_SECONDS, FILES_SECONDS, TimeUnit.SECONDS);
    }

    void update(UnaryOperator<Inputs> change) {
        inputs.updateAndGet(change);
        if (!scheduled.compareAndSet(false, true)) {
            return;
        }
        try {
            thread.execute(this::rebuild);
        } catch (RejectedExecutionException e) {
            LOG.debug("an input came after the end");
        }
    }

    /** As {@link #update}; done when what it means was published. */
    CompletableFuture<Void> apply(UnaryOperator<Inputs> change) {
        update(change);
        return CompletableFuture.runAsync(() -> {}, thread);
    }

    /** Done when a snapshot is there that {@code condition} holds for. Any thread. */
    CompletableFuture<Void> when(Predicate<Snapshot> condition) {
        Watcher watcher = new Watcher(condition, new CompletableFuture<>());
        try {
            thread.execute(() -> {
                if (!watcher.sees(snapshot)) {
                    watchers.add(watcher);
                }
            });
        } catch (RejectedExecutionException e) {
            watcher.done().completeExceptionally(e);
        }
        return watcher.done();
    }

    /** Somebody who waits for a snapshot, or did. */
    private record Watcher(Predicate<Snapshot> condition, CompletableFuture<Void> done) {

        /** Returns whether there is nothing more to be told. */
        boolean sees(Snapshot snapshot) {
            return done.isDone() || condition.test(snapshot) && done.complete(null);
        }
    }

    /** What was said last, be it published or not. Any thread. */
    Inputs inputs() {
        return inputs.get();
    }

    /** Looks from now on whether the names of nodes are known. */
    void watchNames(Function<String, CompletableFuture<Boolean>> isKnown) {
        HostNames names = new HostNames(isKnown, hosts -> update(inputs -> inputs.withUnknownHosts(hosts)));
        thread.scheduleWithFixedDelay(
                () -> names.look(inputs.get().nodes()), NAMES_SECONDS, NAMES_SECONDS, TimeUnit.SECONDS);
    }

    /** Returns whether nodes were told, and what they mean was published, within {@code limit}. */
    boolean awaitNodes(Duration limit) throws InterruptedException {
        return nodesTold.await(limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void rebuild() {
        scheduled.set(false);
        Inputs said = inputs.get();
        Inputs now = said.withNodes(Leavers.with(said.nodes(), built.nodes(), snapshot.busyNodes()));
        if (!now.saysAsMuchAs(built) || isDue()) {
            build(now);
        }
        if (said.nodesTold()) {
            nodesTold.countDown();
        }
        if (now.nodes().size() > said.nodes().size()) {
            lookAgain();
        }
    }

    private void lookAgain() {
        if (looksAgain) {
            return;
        }
        looksAgain = true;
        later(
                () -> {
                    looksAgain = false;
                    rebuild();
                },
                LEAVING_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    private void later(Runnable task, long delay, TimeUnit unit) {
        try {
            thread.schedule(task, delay, unit);
        } catch (RejectedExecutionException e) {
            LOG.debug("something was due after the end");
        }
    }

    private boolean isDue() {
        OptionalLong due = builder.dueNanos();
        return due.isPresent() && System.nanoTime() - due.getAsLong() >= 0;
    }

    private void build(Inputs now) {
        try {
            prepareTls(now.nodes());
            Snapshot next = builder.build(now.editedConfig(), now.judgedNodes(), now.byHand(), System.nanoTime());
            Snapshot before = snapshot;
            snapshot = next;
            publish.apply(next).thenRun(() -> adopted.accumulateAndGet(next, Control::newer));
            built = now;
            LOG.info("{}", SnapshotDiff.describe(before, next));
            ServerChanges.of(before, next).forEach(LOG::info);
            watchers.removeIf(watcher -> watcher.sees(next));
            builder.dueNanos().ifPresent(due -> later(this::rebuild, due - System.nanoTime(), TimeUnit.NANOSECONDS));
        } catch (RuntimeException e) {
            LOG.error("nothing was published: {}", e.getMessage(), e);
        }
    }

    /** Files are read before loops need them. */
    private void prepareTls(List<NodeConfig> nodes) {
        nodes.stream()
                .filter(node -> node.scheme() == Scheme.HTTPS)
                .map(NodeConfig::tls)
                .distinct()
                .forEach(nodeTls::prepare);
    }

    private static Snapshot newer(Snapshot one, Snapshot other) {
        return one.version() > other.version() ? one : other;
    }

    /** The newest one; the loops adopt it within moments. */
    Snapshot snapshot() {
        return snapshot;
    }

    /** The newest one that each loop works with. */
    Snapshot adopted() {
        return adopted.get();
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
