package org.irilb.consul;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.irilb.core.config.NodeConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Nodes from Consul: all instances of one service, followed with one blocking query for as long as it is open. Consul
 * may be away at the start or at any time; the nodes stay as they were until it answers again. Reads and publishes on
 * a loop of its own; the status may be read by any thread.
 */
public final class ConsulSource implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ConsulSource.class);

    /** What we work with. */
    private record Known(
            ConsulStatus.Origin origin, List<NodeConfig> nodes, long changes, Set<String> held, Duration heldFor) {

        static final Known NOTHING = new Known(ConsulStatus.Origin.NOWHERE, List.of(), 0, Set.of(), Duration.ZERO);

        boolean isNothing() {
            return origin == ConsulStatus.Origin.NOWHERE;
        }
    }

    private final ConsulSettings settings;
    private final Consumer<List<NodeConfig>> publish;
    private final Vertx vertx;
    private final ConsulApi api;
    private final HealthLoop loop;
    private final LossGuard guard;
    private final NodeList nodes = new NodeList();
    /** A doubt that most servers dispel at once isn't worth a line. */
    private boolean toldOfDoubt;

    private volatile Known known = Known.NOTHING;

    private ConsulSource(ConsulSettings settings, Pace pace, Consumer<List<NodeConfig>> publish) {
        this.settings = settings;
        this.publish = publish;
        this.guard = new LossGuard(settings.losses());
        this.vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        this.api = new ConsulApi(vertx, settings.access());
        this.loop = new HealthLoop(
                settings.toString(),
                vertx,
                pace,
                settings.maxStale(),
                () -> ThreadLocalRandom.current().nextDouble(),
                new Questions(),
                new Answers());
    }

    /**
     * Begins to read; returns at once.
     *
     * @param publish takes all nodes, sorted by ID, after the first read and whenever they have changed; called on the
     *     source's own loop, so it may not block
     */
    public static ConsulSource start(ConsulSettings settings, Consumer<List<NodeConfig>> publish) {
        return start(settings, Pace.STANDARD, publish);
    }

    static ConsulSource start(ConsulSettings settings, Pace pace, Consumer<List<NodeConfig>> publish) {
        ConsulSource source = new ConsulSource(settings, pace, publish);
        source.loop.start();
        return source;
    }

    /** How it fares; any thread. */
    public ConsulStatus status() {
        Contact contact = loop.contact();
        Known now = known;
        return new ConsulStatus(
                api.agent().toString(),
                now.origin(),
                now.nodes().size(),
                contact.last(),
                contact.serverLag(),
                contact.index(),
                contact.reads(),
                now.changes(),
                contact.failures(),
                contact.failure().map(ReadFailure::getMessage),
                contact.failure().map(failure -> failure.kind().name().toLowerCase(Locale.ROOT)),
                now.held(),
                now.heldFor(),
                0);
    }

    private final class Questions implements HealthLoop.Reader {

        private final HealthQuery query = new HealthQuery(api, settings);

        @Override
        public Future<HealthAnswer> ask(HealthQuestion question, Duration patience) {
            return query.ask(question, patience);
        }

        @Override
        public Future<HealthAnswer> askCarefully(Duration patience) {
            return query.askCarefully(nodes.sources(), patience);
        }

        @Override
        public void failed() {
            api.turnToNextAgent();
        }
    }

    private final class Answers implements HealthLoop.Taker {

        @Override
        public HealthLoop.Taken take(HealthAnswer answer, HealthLoop.Sight sight) {
            List<NodeConfig> now = nodes.update(answer.instances());
            if (known.isNothing() && now.isEmpty() && !sight.careful()) {
                return HealthLoop.Taken.DOUBTED; // that is what a token sees that may see nothing
            }
            long nanos = System.nanoTime();
            LossGuard.Judgement judgement = guard.judge(known.nodes(), now, nodes.inMaintenance(), sight, nanos);
            boolean changed = believe(judgement, guard.age(nanos), sight);
            if (judgement.isDoubted()) {
                return HealthLoop.Taken.DOUBTED;
            }
            return changed ? HealthLoop.Taken.CHANGED : HealthLoop.Taken.UNCHANGED;
        }

        @Override
        public void failed(ReadFailure failure) {
            // everything stays as it was
        }
    }

    private boolean believe(LossGuard.Judgement judgement, Duration heldFor, HealthLoop.Sight sight) {
        boolean changed =
                known.origin() != ConsulStatus.Origin.CONSUL || !known.nodes().equals(judgement.nodes());
        say(judgement, sight);
        if (changed) {
            publish.accept(judgement.nodes());
        }
        known = new Known(
                ConsulStatus.Origin.CONSUL,
                judgement.nodes(),
                known.changes() + (changed ? 1 : 0),
                judgement.held(),
                heldFor);
        return changed;
    }

    private void say(LossGuard.Judgement judgement, HealthLoop.Sight sight) {
        if (judgement.isDoubted() && sight.careful() && !toldOfDoubt) {
            LOG.warn("{}: lost at once, and not believed yet: {}; they serve on", settings, judgement.held());
            toldOfDoubt = true;
        }
        if (!judgement.isDoubted() && toldOfDoubt) {
            LOG.info("{}: no loss is doubted any more", settings);
            toldOfDoubt = false;
        }
        if (judgement.nodes().isEmpty() && (known.isNothing() || !known.nodes().isEmpty())) {
            LOG.warn("{}: no instances", settings);
        }
    }

    /** Stops reading; nothing is published once this has returned. */
    @Override
    public void close() {
        loop.stop();
        try {
            api.close();
            vertx.close().toCompletionStage().toCompletableFuture().join();
        } catch (CompletionException e) {
            LOG.warn(
                    "{}: not closed cleanly: {}",
                    settings,
                    Optional.ofNullable(e.getMessage()).orElse(""));
        }
    }
}
