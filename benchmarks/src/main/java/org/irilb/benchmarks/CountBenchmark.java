package org.irilb.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.irilb.core.command.Command;
import org.irilb.core.command.CommandReader;
import org.irilb.core.kit.Setup;
import org.irilb.core.metrics.AccessRecord.Ending;
import org.irilb.core.metrics.CommandStats;
import org.irilb.core.metrics.Histogram;
import org.irilb.core.pool.Outside;
import org.irilb.core.snapshot.CommandLedger;
import org.irilb.core.snapshot.Snapshot;
import org.irilb.core.snapshot.SnapshotBuilder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs to count a request for its command, with its time and its wait; {@code -prof gc} shows no garbage. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CountBenchmark {

    /** A time for each of as many requests, between 10 µs and 1 s, so that no branch is foreseen. */
    private static final int TIMES = 4096;

    private final Snapshot snapshot =
            new SnapshotBuilder(1, Outside.SYSTEM).build(Setup.standard().config(), List.of(), 0);
    private final CommandLedger ledger = snapshot.ledger();
    private final Histogram waits = new Histogram(1);
    private final long[] nanos = new long[TIMES];
    private Command command = Command.NONE;
    private int next;

    /** Draws the times. */
    @org.openjdk.jmh.annotations.Setup
    public void prepare() {
        byte[] body = "{\"command\":\"getNodeInfo\"}".getBytes(StandardCharsets.US_ASCII);
        command = new CommandReader(snapshot.commands()).read(body, 0, body.length);
        for (int i = 0; i < TIMES; i++) {
            nanos[i] = (long) (10_000 * Math.pow(10, 5 * Math.random()));
        }
    }

    /** Counts one. */
    @Benchmark
    public CommandStats count() {
        long took = nanos[next++ % TIMES];
        CommandStats stats = ledger.of(command);
        stats.requested(0);
        waits.add(0, took >> 10);
        stats.over(0, Ending.NORMAL, 200, took);
        return stats;
    }
}
