package org.irilb.benchmarks;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.irilb.core.config.Balance;
import org.irilb.core.config.Membership;
import org.irilb.core.config.NodeConfig;
import org.irilb.core.config.PoolConfig;
import org.irilb.core.config.PowRole;
import org.irilb.core.config.Scheme;
import org.irilb.core.config.ServiceState;
import org.irilb.core.pool.Asker;
import org.irilb.core.pool.Member;
import org.irilb.core.pool.Node;
import org.irilb.core.pool.Outside;
import org.irilb.core.pool.Places;
import org.irilb.core.pool.Pool;
import org.irilb.core.pool.PoolState;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs to take a place at a node and to give it back. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PickBenchmark {

    private static final Asker CLIENT = Asker.from(InetAddress.getLoopbackAddress());

    /** Nodes in the pool. */
    @Param({"3", "100", "1000"})
    public int nodes;

    /** How a node is chosen. */
    @Param
    public @Nullable Balance balance;

    /** Whether all but the last node are full. */
    @Param({"false", "true"})
    public boolean full;

    private @Nullable Pool pool;
    private @Nullable Places places;

    /** Makes the pool. */
    @org.openjdk.jmh.annotations.Setup
    public void prepare() {
        PoolConfig config = new PoolConfig("iri_back", Membership.DEFAULT, balance, 180, 3, Duration.ZERO);
        PoolState state = new PoolState("iri_back", 2, Outside.SYSTEM);
        List<Member> members =
                IntStream.range(0, nodes).mapToObj(i -> member(state, i)).toList();
        pool = new Pool(config, state, members);
        places = new Places(List.of(pool));
        if (full) {
            members.subList(0, nodes - 1).forEach(member -> {
                while (member.tryAcquire()) {
                    // until there is no place left
                }
            });
        }
    }

    private static Member member(PoolState state, int index) {
        NodeConfig config = new NodeConfig(
                "n" + index,
                "192.0.2.1",
                14265,
                Scheme.HTTP,
                true,
                1 + index % 10,
                8,
                8,
                PowRole.NONE,
                ServiceState.READY,
                "");
        Node node = new Node(config);
        return new Member(node, config, false, state.server(node, ServiceState.READY, 0));
    }

    /** One loop alone. */
    @Benchmark
    @Threads(1)
    public @Nullable Member oneThread() {
        return admitAndRelease();
    }

    /** Two loops at a time, over the same nodes. */
    @Benchmark
    @Threads(2)
    public @Nullable Member twoThreads() {
        return admitAndRelease();
    }

    private @Nullable Member admitAndRelease() {
        Pool from = pool;
        Places all = places;
        if (from == null || all == null) {
            throw new IllegalStateException("not prepared");
        }
        Member member = from.admit(CLIENT);
        if (member != null) {
            all.release(member);
        }
        return member;
    }
}
