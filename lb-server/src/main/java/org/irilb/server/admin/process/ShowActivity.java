package org.irilb.server.admin.process;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.irilb.core.metrics.LoopStatus;
import org.irilb.server.admin.command.AdminCommand;
import org.irilb.server.admin.command.Answer;
import org.irilb.server.config.Level;

/** {@code show activity}: how busy the event loops are, in the shape of HAProxy's list: a sum, and each loop. Immutable. */
final class ShowActivity implements AdminCommand {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Supplier<CompletableFuture<List<LoopStatus>>> loops;

    ShowActivity(Supplier<CompletableFuture<List<LoopStatus>>> loops) {
        this.loops = loops;
    }

    @Override
    public Spec spec() {
        return Spec.of(Level.OPERATOR, "show activity", "", "show how busy the event loops are");
    }

    @Override
    public Answer run(Call call) {
        return new Answer.Later(loops.get().thenApply(ShowActivity::list));
    }

    private static Answer list(List<LoopStatus> loops) {
        return Answer.listing(line("clients", loops, LoopStatus::clients)
                + line("node_conns", loops, LoopStatus::nodes)
                + line("exchanges", loops, loop -> loop.exchanges().size())
                + line("lag_us", loops, loop -> loop.lag().toNanos() / 1000)
                + line("cpu_ms", loops, loop -> THREADS.getThreadCpuTime(loop.threadId()) / 1_000_000));
    }

    private static String line(String name, List<LoopStatus> loops, ToLongFunction<LoopStatus> value) {
        long[] values = loops.stream().mapToLong(value).toArray();
        String each = LongStream.of(values).mapToObj(Long::toString).collect(Collectors.joining(" "));
        return name + ": " + LongStream.of(values).sum() + " [ " + each + " ]\n";
    }
}
