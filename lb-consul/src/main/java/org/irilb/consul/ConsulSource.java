package org.irilb.consul;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.irilb.consul.api.ConsulApi;
import org.irilb.consul.api.ReadFailure;
import org.irilb.consul.roster.Audit;
import org.irilb.consul.roster.Roster;
import org.irilb.consul.roster.SnapshotKeeper;
import org.irilb.consul.watch.Contact;
import org.irilb.consul.watch.HealthAnswer;
import org.irilb.consul.watch.HealthLoop;
import org.irilb.consul.watch.HealthQuery;
import org.irilb.consul.watch.HealthQuestion;
import org.irilb.consul.watch.Pace;
import org.irilb.consul.watch.Pulse;
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
    /** How long a sign of life may take. */
    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(2);
    /** How soon another token or certificate is noticed. */
    private static final Duration CREDENTIALS = Duration.ofMillis(500);

    private final String name;
    private final Pace pace;
    private final Vertx vertx;
    private final ConsulApi api;
    private final Optional<SnapshotKeeper> snapshot;
    private final Roster roster;
    private final HealthLoop loop;
    private final Audit audit;

    private ConsulSource(ConsulSettings settings, Pace pace, Consumer<List<NodeConfig>> publish) {
        this.name = settings.toString();
        this.pace = pace;
        this.vertx = ConsulApi.vertx();
        this.api = new ConsulApi(vertx, settings.access());
        this.snapshot =
                settings.snapshot().map(path -> new SnapshotKeeper(path, settings.service(), settings.datacenter()));
        this.roster = new Roster(name, settings.losses(), settings.checksCount(), snapshot, publish);
        Questions questions = new Questions(settings);
        this.loop = new HealthLoop(
                name,
                vertx,
                pace,
                settings.maxStale(),
                () -> ThreadLocalRandom.current().nextDouble(),
                questions,
                roster);
        this.audit = new Audit(name, vertx, questions, roster, loop);
    }

    private final class Questions implements HealthLoop.Reader {

        private final HealthQuery query;

        Questions(ConsulSettings settings) {
            query = new HealthQuery(api, settings.service(), settings.datacenter());
        }

        @Override
        public Future<HealthAnswer> ask(HealthQuestion question, Duration patience) {
            return query.ask(question, patience);
        }

        @Override
        public Future<HealthAnswer> askCarefully(Duration patience) {
            return query.askCarefully(roster.sources(), patience);
        }

        @Override
        public void failed() {
            api.turnToNextAgent();
        }
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

    public static ConsulSource start(ConsulSettings settings, Pace pace, Consumer<List<NodeConfig>> publish) {
        ConsulSource source = new ConsulSource(settings, pace, publish);
        source.begin();
        return source;
    }

    private void begin() {
        Pulse pulse = new Pulse(api, loop);
        loop.start();
        vertx.setTimer(pace.firstAnswer().toMillis(), ignored -> roster.useSnapshot());
        vertx.setPeriodic(pace.pulse().toMillis(), ignored -> pulse.look(SIGN_OF_LIFE));
        vertx.setPeriodic(pace.audit().toMillis(), ignored -> audit.look(pace.prompt()));
        vertx.setPeriodic(CREDENTIALS.toMillis(), ignored -> {
            if (api.hasOtherCredentials()) {
                loop.askAnew();
            }
        });
    }

    /** How it fares; any thread. */
    public ConsulStatus status() {
        Contact contact = loop.contact();
        Roster.View view = roster.view();
        return new ConsulStatus(
                api.agent().toString(),
                view.origin(),
                view.nodes().size(),
                contact.last(),
                contact.serverLag(),
                contact.index(),
                contact.reads(),
                view.changes(),
                contact.failures(),
                contact.failure().map(ReadFailure::getMessage),
                contact.failure().map(failure -> failure.kind().name().toLowerCase(Locale.ROOT)),
                view.held(),
                view.held().isEmpty() ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - view.heldSinceNanos()),
                audit.drifts());
    }

    /** Stops reading; nothing is published once this has returned, and the snapshot is written. */
    @Override
    public void close() {
        loop.stop();
        try {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        } catch (CompletionException e) {
            LOG.warn("{}: not closed cleanly: {}", name, String.valueOf(e.getMessage()));
        }
        snapshot.ifPresent(SnapshotKeeper::close);
    }
}
