package org.irilb.consul;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.irilb.core.config.NodeConfig;
import org.irilb.core.config.Zone;

/**
 * Makes one list of the nodes of several datacenters, each a zone of its own. Service IDs are unique in one datacenter
 * only: nodes of the nearest keep theirs, others are called {@code ID@datacenter}. One Vert.x loop's.
 */
final class Datacenters {

    private final List<String> names;
    private final Consumer<List<NodeConfig>> publish;
    private final SortedMap<Integer, List<NodeConfig>> told = new TreeMap<>();
    /** Farther ones that answer first mustn't serve what the nearest is about to. */
    private boolean waitsForNearest = true;

    /**
     * @param names the nearest first
     * @param publish takes the nodes of all, sorted by ID
     */
    Datacenters(List<String> names, Consumer<List<NodeConfig>> publish) {
        this.names = names;
        this.publish = publish;
    }

    /** These are the nodes of the datacenter of that rank. */
    void update(int rank, List<NodeConfig> nodes) {
        told.put(rank, nodes);
        waitsForNearest &= rank != 0;
        publish();
    }

    /** From now on, farther ones are told without the nearest, too. */
    void waitNoLonger() {
        if (waitsForNearest) {
            waitsForNearest = false;
            publish();
        }
    }

    private void publish() {
        if (!waitsForNearest && !told.isEmpty()) {
            publish.accept(merged());
        }
    }

    private List<NodeConfig> merged() {
        List<NodeConfig> all = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        told.forEach((rank, nodes) -> {
            Zone zone = new Zone(names.get(rank), rank);
            nodes.forEach(node -> all.add(node.in(zone, name(node.id(), zone, taken))));
        });
        all.sort(Comparator.comparing(NodeConfig::id));
        return List.copyOf(all);
    }

    /** An ID may look like another's name. */
    private static String name(String id, Zone zone, Set<String> taken) {
        String name = zone.rank() == 0 ? id : id + "@" + zone.name();
        while (!taken.add(name)) {
            name += "@" + zone.name();
        }
        return name;
    }
}
