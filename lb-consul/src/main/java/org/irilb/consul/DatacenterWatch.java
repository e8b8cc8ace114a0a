package org.irilb.consul;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.irilb.consul.api.ConsulApi;
import org.irilb.consul.api.ReadFailure;
import org.irilb.consul.instance.ServiceInstance;
import org.irilb.consul.roster.Audit;
import org.irilb.consul.roster.NodesSnapshot;
import org.irilb.consul.roster.Roster;
import org.irilb.consul.watch.Contact;
import org.irilb.consul.watch.DatacenterApi;
import org.irilb.consul.watch.HealthQuery;
import org.irilb.consul.watch.Watch;
import org.irilb.consul.watch.WatchPace;
import org.irilb.core.config.NodeConfig;

/**
 * Follows the instances of one datacenter with one blocking query. Each has agents, doubts and a snapshot of its own, so
 * that trouble in one is none in another. One Vert.x loop's; the status may be read by any thread.
 */
final class DatacenterWatch {

    private final String datacenter;
    private final Vertx vertx;
    private final WatchPace pace;
    private final ConsulApi api;
    private final Optional<NodesSnapshot> snapshot;
    private final Roster roster;
    private final Watch<List<ServiceInstance>> watch;
    private final Audit audit;

    /**
     * @param datacenter empty for that of the agent
     * @param publish takes its nodes after the first read and whenever they have changed
     */
    DatacenterWatch(
            ConsulSettings settings,
            Optional<String> datacenter,
            Vertx vertx,
            WatchPace pace,
            Consumer<List<NodeConfig>> publish) {
        String name = settings.name(datacenter);
        this.datacenter = datacenter.orElse("");
        this.vertx = vertx;
        this.pace = pace;
        this.api = new ConsulApi(vertx, settings.access());
        this.snapshot =
                settings.snapshot(datacenter).map(path -> new NodesSnapshot(path, settings.service(), datacenter));
        this.roster = new Roster(name, settings.losses(), settings.checksCount(), snapshot, publish);
        DatacenterApi asked = new DatacenterApi(api, datacenter);
        HealthQuery query = new HealthQuery(asked, settings.service(), settings.cached(), roster::sources);
        this.watch = new Watch<>(name, vertx, pace, settings.maxStale(), api, query, roster);
        this.audit = new Audit(name, vertx, query, roster, watch);
    }

    /** Begins to read; returns at once. */
    void start() {
        watch.start();
        vertx.setTimer(pace.firstAnswer().toMillis(), ignored -> roster.useSnapshot());
        vertx.setPeriodic(pace.audit().toMillis(), ignored -> audit.look(pace.prompt()));
    }

    /** Any thread. */
    ConsulStatus status() {
        Contact contact = watch.contact();
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
                contact.failed(),
                contact.failures(),
                contact.failure().map(ReadFailure::getMessage),
                contact.failure().map(ReadFailure::kind),
                view.held(),
                view.held().isEmpty() ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - view.heldSinceNanos()),
                audit.drifts());
    }

    /** What is under way is no longer listened to. Any thread. */
    void stop() {
        watch.stop();
    }

    /** Once its Vert.x is closed: returns when the snapshot is written. */
    void finish() {
        snapshot.ifPresent(NodesSnapshot::close);
    }
}
