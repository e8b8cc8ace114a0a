package org.irilb.server.admin.process;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.irilb.core.metrics.LoopStatus;
import org.irilb.server.admin.command.AdminCommand;
import org.irilb.server.admin.command.Answer;
import org.irilb.server.config.Level;

/** {@code show threads}: what the event loops are doing this very moment. Immutable. */
final class ShowThreads implements AdminCommand {

    private static final int DEPTH = 16;

    private final Supplier<CompletableFuture<List<LoopStatus>>> loops;

    ShowThreads(Supplier<CompletableFuture<List<LoopStatus>>> loops) {
        this.loops = loops;
    }

    @Override
    public Spec spec() {
        return Spec.of(Level.OPERATOR, "show threads", "", "show what the event loops are doing right now");
    }

    @Override
    public Answer run(Call call) {
        return new Answer.Later(loops.get().thenApply(ShowThreads::list));
    }

    private static Answer list(List<LoopStatus> loops) {
        long[] ids = loops.stream().mapToLong(LoopStatus::threadId).toArray();
        ThreadInfo[] threads = ManagementFactory.getThreadMXBean().getThreadInfo(ids, DEPTH);
        return Answer.listing(Arrays.stream(threads)
                .filter(thread -> thread != null)
                .map(ShowThreads::thread)
                .collect(Collectors.joining()));
    }

    private static String thread(ThreadInfo thread) {
        return "Thread " + thread.getThreadId() + " : " + thread.getThreadName() + " " + thread.getThreadState() + "\n"
                + Arrays.stream(thread.getStackTrace())
                        .map(frame -> "    at " + frame + "\n")
                        .collect(Collectors.joining());
    }
}
