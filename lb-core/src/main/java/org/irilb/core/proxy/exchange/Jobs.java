package org.irilb.core.proxy.exchange;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.irilb.core.metrics.PowStatus;

/** The proof of work that is under way on all loops, by the source that asked for it. Any thread. */
public final class Jobs {

    private final ConcurrentMap<InetAddress, List<Job>> bySource = new ConcurrentHashMap<>();
    private final LongAdder begun = new LongAdder();
    private final LongAdder joined = new LongAdder();
    private final LongAdder interrupted = new LongAdder();
    private final LongAdder abandoned = new LongAdder();

    /** The job that does already what {@code fresh} would do; otherwise {@code fresh}, which is under way from now on. */
    Job claim(Job fresh) {
        while (true) {
            List<Job> present = of(fresh.source());
            for (Job job : present) {
                if (job.doesWorkOf(fresh.body())) {
                    return job;
                }
            }
            List<Job> next = new ArrayList<>(present);
            next.add(fresh);
            if (replace(fresh.source(), present, next)) {
                begun.increment();
                return fresh;
            }
        }
    }

    /** It is over. */
    void remove(Job over) {
        List<Job> present;
        List<Job> next;
        do {
            present = of(over.source());
            next = new ArrayList<>(present);
            if (!next.remove(over)) {
                return;
            }
        } while (!replace(over.source(), present, next));
    }

    /** What was asked for from there, and isn't over. */
    List<Job> of(InetAddress source) {
        return bySource.getOrDefault(source, List.of());
    }

    /** A request waits for a job that was under way. */
    void noteJoined() {
        joined.increment();
    }

    /**
     * A node is asked to end work.
     *
     * @param unwanted whether nobody waits for it; otherwise its source has asked for that
     */
    void noteInterrupt(boolean unwanted) {
        (unwanted ? abandoned : interrupted).increment();
    }

    public PowStatus status() {
        List<Job> jobs = bySource.values().stream().flatMap(List::stream).toList();
        int running = (int) jobs.stream().filter(Job::isAtNode).count();
        return new PowStatus(
                running, jobs.size() - running, begun.sum(), joined.sum(), interrupted.sum(), abandoned.sum());
    }

    /** Begins to count from 0 again; what is under way goes on being told. */
    public void clearCounts() {
        Stream.of(begun, joined, interrupted, abandoned).forEach(LongAdder::reset);
    }

    private boolean replace(InetAddress source, List<Job> present, List<Job> next) {
        if (present.isEmpty()) {
            return bySource.putIfAbsent(source, List.copyOf(next)) == null;
        }
        return next.isEmpty() ? bySource.remove(source, present) : bySource.replace(source, present, List.copyOf(next));
    }
}
