package org.irilb.consul;

import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.irilb.consul.api.ConsulApi;
import org.irilb.consul.watch.WatchPace;
import org.irilb.core.config.NodeConfig;

/**
 * Nodes from Consul: all instances of one service, followed with one blocking query in each datacenter for as long as it
 * is open. Consul may be away at the start or at any time; the nodes stay as they were until it answers again. Reads and
 * publishes on a loop of its own; the status may be read by any thread.
 */
public final class ConsulSource implements AutoCloseable {

    private final String name;
    private final WatchPace pace;
    private final Vertx vertx = ConsulApi.vertx();
    private final Datacenters datacenters;
    private final List<DatacenterWatch> watches = new ArrayList<>();

    private ConsulSource(ConsulSettings settings, WatchPace pace, Consumer<List<NodeConfig>> publish) {
        this.name = settings.toString();
        this.pace = pace;
        List<Optional<String>> names = settings.datacentersOrAgents();
        this.datacenters =
                new Datacenters(names.stream().map(dc -> dc.orElse("")).toList(), publish);
        for (int i = 0; i < names.size(); i++) {
            int rank = i;
            watches.add(
                    new DatacenterWatch(settings, names.get(i), vertx, pace, nodes -> datacenters.update(rank, nodes)));
        }
    }

    /**
     * Begins to read; returns at once.
     *
     * @param publish takes all nodes, sorted by ID, after the first read and whenever they have changed; called on the
     *     source's own loop, so it may not block
     */
    public static ConsulSource start(ConsulSettings settings, Consumer<List<NodeConfig>> publish) {
        return start(settings, WatchPace.STANDARD, publish);
    }

    static ConsulSource start(ConsulSettings settings, WatchPace pace, Consumer<List<NodeConfig>> publish) {
        ConsulSource source = new ConsulSource(settings, pace, publish);
        source.begin();
        return source;
    }

    private void begin() {
        watches.forEach(DatacenterWatch::start);
        vertx.setTimer(pace.firstAnswer().toMillis(), ignored -> datacenters.waitNoLonger());
    }

    /** How it fares in each datacenter, the nearest first; any thread. */
    public List<ConsulStatus> status() {
        return watches.stream().map(DatacenterWatch::status).toList();
    }

    /** Stops reading; nothing is published once this has returned, and the snapshot is written. */
    @Override
    public void close() {
        watches.forEach(DatacenterWatch::stop);
        ConsulApi.close(vertx, name);
        watches.forEach(DatacenterWatch::finish);
    }
}
