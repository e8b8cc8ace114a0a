package org.irilb.core.proxy.loop;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.SingleThreadEventExecutor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.irilb.core.config.BalancerConfig;
import org.irilb.core.config.Timeouts;
import org.irilb.core.http.DateLine;
import org.irilb.core.http.FieldNames;
import org.irilb.core.http.RequestHead;
import org.irilb.core.http.ResponseHead;
import org.irilb.core.metrics.Histogram;
import org.irilb.core.snapshot.Snapshot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One event loop: the snapshot it works with, its time and its timeouts, and the memory into which it reads. Knows no
 * connection. One loop's, unless a method says otherwise.
 */
public final class Loop {

    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);

    /** A head and the body of nearly every request fit; larger ones are read into an array of their own. */
    private static final int SCRATCH = 64 * 1024;

    private final int index;
    private final EventLoop executor;
    private final RequestHead requestHead;
    private final ResponseHead responseHead = new ResponseHead();
    private final DateLine date = new DateLine();
    private final byte[] scratch = new byte[SCRATCH];
    private final EventTime time = new EventTime();
    private final TimerWheel timers = new TimerWheel(System.nanoTime());
    private final Histogram lags = new Histogram(1);
    private long nextTickNanos;
    private Snapshot snapshot;
    private volatile long threadId;

    /** @param index its number, from 0 */
    public Loop(int index, EventLoop executor, Snapshot first) {
        this.index = index;
        this.executor = executor;
        this.snapshot = first;
        this.requestHead = new RequestHead(subjectFields(first.config()));
    }

    /** What no client may say of itself, whichever listener it comes by. */
    private static FieldNames subjectFields(BalancerConfig config) {
        return FieldNames.of(config.listeners().stream()
                .flatMap(listener -> listener.tls().stream())
                .flatMap(tls -> tls.clientCertificates().stream())
                .flatMap(clients -> clients.subjectField().stream())
                .toList());
    }

    /** Begins to look after timeouts. Any thread. */
    public void start() {
        nextTickNanos = System.nanoTime() + TimerWheel.TICK_NANOS;
        executor.execute(() -> threadId = Thread.currentThread().getId());
        executor.scheduleAtFixedRate(this::tick, TimerWheel.TICK_NANOS, TimerWheel.TICK_NANOS, TimeUnit.NANOSECONDS);
    }

    private void tick() {
        long nowNanos = System.nanoTime();
        lags.add(0, nowNanos - nextTickNanos);
        nextTickNanos += TimerWheel.TICK_NANOS;
        timers.advance(nowNanos);
    }

    /** Of its thread, see {@link Thread#getId}; 0 until that has begun. Any thread. */
    public long threadId() {
        return threadId;
    }

    /** How late the loop came to its timeouts. Any thread. */
    public Histogram lags() {
        return lags;
    }

    /** Works with {@code next} from now on. */
    public void adopt(Snapshot next) {
        snapshot = next;
    }

    /**
     * Has the loop do something soon. Any thread.
     *
     * @throws RejectedExecutionException if it has ended
     */
    public void execute(Runnable task) {
        executor.execute(task);
    }

    /** Has the loop do something soon, unless it has ended. Any thread. */
    public void post(Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("loop {} has ended already", index);
        }
    }

    /** Whether the calling thread is this loop's. Any thread. */
    public boolean isCurrent() {
        return executor.inEventLoop();
    }

    /** Work that was handed to the loop and hasn't begun. Any thread. */
    public int pendingTasks() {
        return executor instanceof SingleThreadEventExecutor single ? single.pendingTasks() : 0;
    }

    /** What its channels are registered with. */
    public EventLoop executor() {
        return executor;
    }

    /** Its number, from 0; the row of its counters. */
    public int index() {
        return index;
    }

    public Snapshot snapshot() {
        return snapshot;
    }

    public Timeouts timeouts() {
        return snapshot.config().timeouts();
    }

    public EventTime time() {
        return time;
    }

    public TimerWheel timers() {
        return timers;
    }

    /** The head of the request that is read now; overwritten by the next one. */
    public RequestHead requestHead() {
        return requestHead;
    }

    /** The head of the answer that is read now; overwritten by the next one. */
    public ResponseHead responseHead() {
        return responseHead;
    }

    /** Room for {@code length} bytes that are looked at now; overwritten by whoever asks next. */
    public byte[] scratch(int length) {
        return length <= SCRATCH ? scratch : new byte[length];
    }

    /** The field line that tells the present second, see {@link DateLine}. */
    public byte[] dateLine() {
        return date.at(System.currentTimeMillis());
    }
}
