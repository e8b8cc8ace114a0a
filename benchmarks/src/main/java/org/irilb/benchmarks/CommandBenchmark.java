package org.irilb.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.irilb.core.command.Command;
import org.irilb.core.command.CommandReader;
import org.irilb.core.command.CommandTable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs to read the command from a body. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CommandBenchmark {

    /** Length of the body. */
    @Param({"30", "3000", "1000000"})
    public int bytes;

    private final CommandReader reader = new CommandReader(CommandTable.IRI);
    private byte[] body = {};

    /** Makes a body of that length, whose command stands first as wallets write it. */
    @Setup
    public void prepare() {
        String start = "{\"command\": \"getNodeInfo\"";
        String filling = ",\"trytes\":[\"";
        int rest = bytes - start.length() - filling.length() - 3;
        String text = rest < 0
                ? start + " ".repeat(bytes - start.length() - 1) + "}"
                : start + filling + "9".repeat(rest) + "\"]}";
        body = text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Reads it. */
    @Benchmark
    public Command read() {
        return reader.read(body, 0, body.length);
    }
}
