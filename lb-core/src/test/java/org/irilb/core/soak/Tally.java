package org.irilb.core.soak;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What all clients have seen, and what they shouldn't have. Any thread. */
final class Tally {

    private static final int COMPLAINTS_KEPT = 20;

    private final Map<Way, LongAdder> ways = new ConcurrentSkipListMap<>();
    private final Map<NodeFault, LongAdder> faults = new ConcurrentSkipListMap<>();
    private final Map<Seen, LongAdder> seen = new ConcurrentSkipListMap<>();
    private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
    private final AtomicLong complained = new AtomicLong();
    private final Queue<String> innocentBadGateways = new ConcurrentLinkedQueue<>();

    void count(Way way, NodeFault fault, Seen what) {
        ways.computeIfAbsent(way, key -> new LongAdder()).increment();
        faults.computeIfAbsent(fault, key -> new LongAdder()).increment();
        seen.computeIfAbsent(what, key -> new LongAdder()).increment();
    }

    /** A request that met a connection which its node was closing, and that wasn't sent again; see the retry budget. */
    void countInnocentBadGateway(String request) {
        innocentBadGateways.add(request);
    }

    void complain(String what) {
        if (complained.incrementAndGet() <= COMPLAINTS_KEPT) {
            complaints.add(what);
        }
    }

    Collection<String> innocentBadGateways() {
        return innocentBadGateways;
    }

    long requests() {
        return seen.values().stream().mapToLong(LongAdder::sum).sum();
    }

    boolean hasMet(Way way) {
        return ways.containsKey(way);
    }

    boolean hasMet(NodeFault fault) {
        return faults.containsKey(fault);
    }

    /** The first ones, and how many there were. */
    List<String> complaints() {
        List<String> all = new ArrayList<>(complaints);
        if (complained.get() > COMPLAINTS_KEPT) {
            all.add("and " + (complained.get() - COMPLAINTS_KEPT) + " more");
        }
        return all;
    }

    @Override
    public String toString() {
        return "ways " + ways + "\nnodes " + faults + "\nseen " + seen;
    }
}
