package org.irilb.health.probe;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.irilb.core.config.NodeTlsConfig;
import org.irilb.core.config.Scheme;
import org.irilb.core.tls.NodeTls;
import org.irilb.health.active.Surroundings;
import org.irilb.health.check.Check;
import org.irilb.health.check.CheckResult;
import org.irilb.health.check.Line;
import org.irilb.health.check.Target;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs checks on an event loop of its own, as many at a time as are asked for. Any thread. */
public final class Prober implements Surroundings, AutoCloseable {

    /** The loop ends within these. */
    private static final int END_SECONDS = 5;

    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("irilb-health", true), NioIoHandler.newFactory());
    private final EventLoop loop = group.next();
    private final Connector connector;

    /** Verifies HTTPS nodes with the JVM's authorities. */
    public Prober() {
        this(NodeTls.of(NodeTlsConfig.STANDARD));
    }

    /** @param tls what is spoken with HTTPS nodes */
    public Prober(NodeTls tls) {
        connector = new Connector(loop, tls);
    }

    /**
     * Runs a check.
     *
     * @return its result, within the check's time limit, told on the loop; it only fails if the prober is closed
     */
    @Override
    public CompletableFuture<CheckResult> run(Check check) {
        Probe probe = new Probe(loop, connector, check);
        try {
            loop.execute(probe::start);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(e);
        }
        return probe.result();
    }

    /**
     * Reads the line that whoever listens there says when somebody connects.
     *
     * @return told on the loop, within the time; it only fails if the prober is closed
     */
    public CompletableFuture<Line> readLine(String host, int port, Duration within) {
        LineProbe probe = new LineProbe(new Target(Scheme.HTTP, host, port, "/", ""), within);
        try {
            loop.execute(() -> probe.start(loop, connector));
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(e);
        }
        return probe.line();
    }

    @Override
    public void execute(Runnable task) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException e) {
            ended();
        }
    }

    @Override
    public void schedule(Runnable task, long delayNanos) {
        try {
            loop.schedule(task, delayNanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            ended();
        }
    }

    private static void ended() {
        Log.LOG.debug("a check came after the end");
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    /** Ends the loop without waiting for it; checks that run are given up. */
    public void stop() {
        connector.close();
        group.shutdownGracefully(0, END_SECONDS, TimeUnit.SECONDS);
    }

    /** Ends the loop and waits for it, unless it has died; checks that run are given up. */
    @Override
    public void close() {
        stop();
        group.terminationFuture().awaitUninterruptibly(2L * END_SECONDS, TimeUnit.SECONDS);
    }

    /** Set up when first needed, for a process that only checks one node never does. */
    private static final class Log {
        private static final Logger LOG = LoggerFactory.getLogger(Prober.class);
    }
}
