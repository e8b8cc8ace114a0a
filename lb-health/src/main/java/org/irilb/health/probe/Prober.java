package org.irilb.health.probe;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.irilb.health.check.Check;
import org.irilb.health.check.CheckResult;

/** Runs checks on an event loop of its own, as many at a time as are asked for. Any thread. */
public final class Prober implements AutoCloseable {

    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("irilb-health", true), NioIoHandler.newFactory());
    private final EventLoop loop = group.next();
    private final Connector connector = new Connector(loop);

    /**
     * Runs a check.
     *
     * @return its result, within the check's time limit, told on the loop; it only fails if the prober is closed
     */
    public CompletableFuture<CheckResult> run(Check check) {
        Probe probe = new Probe(loop, connector, check);
        try {
            loop.execute(probe::start);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(e);
        }
        return probe.result();
    }

    /** The thread that tells results; for work that goes with them. */
    public Executor loop() {
        return loop;
    }

    /** Runs something later on the loop; not at all if the prober is closed before. */
    public void schedule(Runnable task, long delayNanos) {
        try {
            loop.schedule(task, delayNanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            return; // nobody is interested any more
        }
    }

    /** Ends the loop without waiting for it; checks that run are given up. */
    public void stop() {
        connector.close();
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS);
    }

    /** Ends the loop and waits for it; checks that run are given up. */
    @Override
    public void close() {
        stop();
        group.terminationFuture().awaitUninterruptibly();
    }
}
