package org.irilb.benchmarks;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.irilb.core.command.Command;
import org.irilb.core.config.AbuseConfig;
import org.irilb.core.config.Rate;
import org.irilb.core.guard.AbuseRules;
import org.irilb.core.guard.NumericAddress;
import org.irilb.core.guard.Refusal;
import org.irilb.core.guard.Source;
import org.irilb.core.guard.SourceTable;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs to count what a source asks for. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SourceBenchmark {

    private static final int TABLE = 100_000;
    private static final int ADDRESSES = 1 << 20;

    /** Nothing is refused, and everything is looked at. */
    private static final AbuseRules RULES = new AbuseRules(new AbuseConfig(
            Optional.empty(),
            Optional.of(new Rate(Rate.MAX_EVENTS, Duration.ofMillis(1))),
            Optional.of(new Rate(Rate.MAX_EVENTS, Duration.ofMillis(1))),
            Optional.of(1_000_000),
            List.of(),
            Duration.ZERO,
            AbuseConfig.Manner.DENY,
            Duration.ofSeconds(10),
            Optional.empty(),
            TABLE));

    /** Sources that the table knows before it begins; {@value #ADDRESSES} more than fill it. */
    @Param({"1000", "1048576"})
    public int known;

    private final NumericAddress[] addresses = new NumericAddress[ADDRESSES];
    private SourceTable table = table();

    private static SourceTable table() {
        return new SourceTable(TABLE, new SplittableRandom(7), System.nanoTime());
    }

    /** Fills the table. */
    @Setup(Level.Trial)
    public void fill() {
        table = table();
        for (int i = 0; i < ADDRESSES; i++) {
            addresses[i] = new NumericAddress(true, 0, 10 << 24 | i);
        }
        for (int i = 0; i < known; i++) {
            Source source = table.enter(addresses[i], System.nanoTime());
            if (source != null) {
                source.leave();
            }
        }
    }

    /** A loop with a client of its own. */
    @State(Scope.Thread)
    public static class Client {

        private int next = (int) Thread.currentThread().getId() * 7919;
        private @Nullable Source source;

        /** Connects. */
        @Setup(Level.Trial)
        public void connect(SourceBenchmark all) {
            source = all.table.enter(all.addresses[next++ & ADDRESSES - 1], System.nanoTime());
        }

        /** Whose turn it is among so many. */
        int next(int among) {
            next += 7919;
            return next & among - 1;
        }
    }

    /** A request on a connection that stands, as nearly all are. */
    @Benchmark
    @Threads(1)
    public @Nullable Refusal request(Client client) {
        return ask(client.source);
    }

    /** The same on two loops, of two sources. */
    @Benchmark
    @Threads(2)
    public @Nullable Refusal requestTwoThreads(Client client) {
        return ask(client.source);
    }

    private static @Nullable Refusal ask(@Nullable Source source) {
        if (source == null) {
            throw new IllegalStateException("not connected");
        }
        Refusal refusal = RULES.judge(source, false, Command.NONE, System.nanoTime());
        if (refusal == null) {
            source.answered();
        }
        return refusal;
    }

    /** A connection of a source that is known. */
    @Benchmark
    @Threads(1)
    public @Nullable Source hit(Client client) {
        return enterAndLeave(client.next(512));
    }

    /** The same on two loops, of any sources. */
    @Benchmark
    @Threads(2)
    public @Nullable Source hitTwoThreads(Client client) {
        return enterAndLeave(client.next(512));
    }

    /** A connection of a source that is most likely unknown, so that another one is forgotten for it. */
    @Benchmark
    @Threads(1)
    public @Nullable Source miss(Client client) {
        return enterAndLeave(client.next(ADDRESSES));
    }

    /** The same on two loops. */
    @Benchmark
    @Threads(2)
    public @Nullable Source missTwoThreads(Client client) {
        return enterAndLeave(client.next(ADDRESSES));
    }

    private @Nullable Source enterAndLeave(int index) {
        Source source = table.enter(addresses[index], System.nanoTime());
        if (source != null) {
            source.leave();
        }
        return source;
    }
}
