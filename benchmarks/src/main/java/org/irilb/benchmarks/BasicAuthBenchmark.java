package org.irilb.benchmarks;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.irilb.core.config.BasicAuthConfig;
import org.irilb.core.config.UserConfig;
import org.irilb.core.guard.BasicAuth;
import org.irilb.core.guard.BasicAuth.Verdict;
import org.irilb.core.guard.NumericAddress;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs a loop to know a client whose password was checked lately. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class BasicAuthBenchmark {

    /** Of "secret". */
    private static final String HASH = "$2y$04$abcdefghijklmnopqrstuu2r9OfJnfCsdneAXAGHnS4UpFFP8WIrW";

    private static final NumericAddress SOURCE = NumericAddress.of(InetAddress.getLoopbackAddress());

    private final BasicAuth auth =
            new BasicAuth(new BasicAuthConfig("nodes", List.of(new UserConfig("alice", HASH))), Runnable::run);
    private final byte[] field = "Basic YWxpY2U6c2VjcmV0".getBytes(StandardCharsets.US_ASCII);

    /** Has the password checked. */
    @Setup
    public void check() {
        if (known().getNow(Verdict.BUSY) != Verdict.RIGHT) {
            throw new IllegalStateException("alice is not known");
        }
    }

    /** Recognises it. */
    @Benchmark
    public CompletableFuture<Verdict> known() {
        return auth.check(SOURCE, field, 0, field.length);
    }
}
