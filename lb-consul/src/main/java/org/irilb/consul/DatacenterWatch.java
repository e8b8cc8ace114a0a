package org.irilb.consul;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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

/**
 * Follows the instances of one datacenter with one blocking query. Each has agents, doubts and a snapshot of its own, so
 * that trouble in one is none in another. One Vert.x loop's; the status may be read by any thread.
 */
final class DatacenterWatch {

    /** How long a sign of life may take. */
    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(2);
    /** How soon another token or certificate is noticed. */
    private static final Duration CREDENTIALS = Duration.ofMillis(500);

    private final String datacenter;
    private final Vertx vertx;
    private final Pace pace;
    private final ConsulApi api;
    private final HealthQuery query;
    private final Optional<SnapshotKeeper> snapshot;
    private final Roster roster;
    private final HealthLoop loop;
    private final Audit audit;

    /**
     * @param datacenter empty for that of the agent
     * @param publish takes its nodes after the first read and whenever they have changed
     */
    DatacenterWatch(
            ConsulSettings settings,
            Optional<String> datacenter,
            Vertx vertx,
            Pace pace,
            Consumer<List<NodeConfig>> publish) {
        String name = settings.name(datacenter);
        this.datacenter = datacenter.orElse("");
        this.vertx = vertx;
        this.pace = pace;
        this.api = new ConsulApi(vertx, settings.access());
        this.snapshot =
                settings.snapshot(datacenter).map(path -> new SnapshotKeeper(path, settings.service(), datacenter));
        this.roster = new Roster(name, settings.losses(), settings.checksCount(), snapshot, publish);
        this.query = new HealthQuery(api, settings.service(), datacenter);
        Questions questions = new Questions();
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

    /** Begins to read; returns at once. */
    void start() {
        Pulse pulse = new Pulse(query, loop);
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

    /** Any thread. */
    ConsulStatus status() {
        Contact contact = loop.contact();
        Roster.View view = roster.view();
        return new ConsulStatus(
                datacenter,
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

    /** What is under way is no longer listened to. Any thread. */
    void stop() {
        loop.stop();
    }

    /** Once its Vert.x is closed: returns when the snapshot is written. */
    void finish() {
        snapshot.ifPresent(SnapshotKeeper::close);
    }
}
