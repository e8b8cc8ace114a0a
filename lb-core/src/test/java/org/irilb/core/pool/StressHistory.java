package org.irilb.core.pool;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.irilb.core.config.Balance;
import org.irilb.core.config.NodeConfig;
import org.irilb.core.config.PowRole;
import org.irilb.core.config.ServiceState;
import org.jspecify.annotations.Nullable;

/** The snapshots of a stress round, and who really holds a place, counted apart from what is tested. */
final class StressHistory {

    private static final PowRole[] ROLES = {PowRole.NONE, PowRole.ALSO, PowRole.ALSO, PowRole.ONLY};

    /** The node that takes one request at a time, through both pools, as long as it is there. */
    private static final int SINGLE = 1;

    /** A snapshot and the limits it allows, by node ID; a node that isn't in it has none. */
    record Version(int number, Cluster.Snapshot snapshot, Map<String, NodeConfig> configs) {}

    private final Cluster cluster;
    private final Random random;
    private final Map<Integer, Version> versions = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> holders = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> powHolders = new ConcurrentHashMap<>();
    private volatile Version latest;
    private volatile boolean isLast;
    private List<StressWorker> workers = List.of();

    StressHistory(Balance balance, long seed) {
        cluster = new Cluster(balance, Outside.SYSTEM);
        random = new Random(seed);
        for (int i = 0; i < ROLES.length; i++) {
            holders.put("n" + i, new AtomicInteger());
            powHolders.put("n" + i, new AtomicInteger());
        }
        publishRandom();
    }

    void workers(List<StressWorker> workers) {
        this.workers = workers;
    }

    Version latest() {
        return latest;
    }

    /** Whether {@link #latest()} is the round's last one. */
    boolean isLast() {
        return isLast;
    }

    void publishRandom() {
        Map<String, NodeConfig> configs = new TreeMap<>();
        for (int i = 0; i < ROLES.length; i++) {
            if (random.nextInt(4) > 0) {
                ServiceState state = random.nextInt(5) == 0 ? ServiceState.MAINT : ServiceState.READY;
                put(configs, i, random.nextInt(6), state);
            }
        }
        publish(configs);
    }

    /** With every node in service, so that everybody can be served. */
    void publishLast() {
        Map<String, NodeConfig> configs = new TreeMap<>();
        for (int i = 0; i < ROLES.length; i++) {
            put(configs, i, 1, ServiceState.READY);
        }
        publish(configs);
        isLast = true;
    }

    private void put(Map<String, NodeConfig> configs, int node, int weight, ServiceState state) {
        String id = "n" + node;
        int limit = node == SINGLE ? 1 : 1 + random.nextInt(3);
        int powLimit = node == SINGLE ? 1 : 1 + random.nextInt(2);
        configs.put(id, Cluster.config(id, weight, limit, powLimit, ROLES[node], state));
    }

    private void publish(Map<String, NodeConfig> configs) {
        int number = versions.size();
        Version version = new Version(number, cluster.adopt(new ArrayList<>(configs.values())), configs);
        versions.put(number, version);
        latest = version;
    }

    /** The oldest version that any worker may still be using. */
    int oldestInUse() {
        int oldest = Integer.MAX_VALUE;
        for (StressWorker worker : workers) {
            oldest = Math.min(oldest, worker.adopted());
        }
        return oldest;
    }

    /**
     * Counts a place just taken, on the thread that took it. At that moment there was room below the limit of a version
     * in use, and others may have taken places since, below the limits of versions in use.
     */
    void taken(Member member, int oldestInUse) {
        String id = member.node().id();
        int now = holders.get(id).incrementAndGet();
        int powNow = member.pow() ? powHolders.get(id).incrementAndGet() : 0;
        int limit = 0;
        int powLimit = 0;
        for (int number = oldestInUse; number <= latest.number(); number++) {
            NodeConfig config = versions.get(number).configs().get(id);
            if (config != null) {
                limit = Math.max(limit, config.maxInFlight());
                powLimit = Math.max(powLimit, config.maxPowInFlight());
            }
        }
        if (now > limit || powNow > powLimit) {
            throw new AssertionError(id + " has " + now + " of " + limit + ", with PoW " + powNow + " of " + powLimit);
        }
    }

    /** A node that was tried is granted only if a version in use offered no other. */
    void assertNotTried(Asker asker, Member member, int oldestInUse) {
        if (!asker.hasTried(member.node())) {
            return;
        }
        for (int number = oldestInUse; number <= latest.number(); number++) {
            Cluster.Snapshot snapshot = versions.get(number).snapshot();
            if (!(member.pow() ? snapshot.pow() : snapshot.defaults()).offersAnother(asker)) {
                return;
            }
        }
        throw new AssertionError(member.node() + " was granted to one who had tried it, while there were others");
    }

    /** The node of this number, or none if no version has had it. */
    @Nullable
    Node node(int number) {
        return cluster.node("n" + number);
    }

    int nodes() {
        return ROLES.length;
    }

    /** To be called before the place is given back. */
    void givingBack(Member member) {
        holders.get(member.node().id()).decrementAndGet();
        if (member.pow()) {
            powHolders.get(member.node().id()).decrementAndGet();
        }
    }
}
