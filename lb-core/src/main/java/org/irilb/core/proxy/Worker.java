package org.irilb.core.proxy;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.SingleThreadEventExecutor;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.irilb.core.config.BalancerConfig;
import org.irilb.core.config.Timeouts;
import org.irilb.core.http.DateLine;
import org.irilb.core.http.FieldNames;
import org.irilb.core.http.Gzip;
import org.irilb.core.http.RequestHead;
import org.irilb.core.http.ResponseHead;
import org.irilb.core.http.StreamAnswer;
import org.irilb.core.metrics.AccessLog;
import org.irilb.core.metrics.Histogram;
import org.irilb.core.metrics.LoopStatus;
import org.irilb.core.metrics.NodeWatch;
import org.irilb.core.snapshot.Snapshot;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One event loop and all that belongs to it: the snapshot it works with, its timeouts, its connections. One loop's,
 * unless a method says otherwise.
 */
final class Worker {

    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

    /** A head and the body of nearly every request fit; larger ones are read into an array of their own. */
    private static final int SCRATCH = 64 * 1024;

    /** A compressor takes about 256 KiB outside the heap. */
    private static final int IDLE_COMPRESSORS = 8;

    /** No configuration has more. */
    private static final int MAX_LOOPS = 1024;

    private final int index;
    private final EventLoop loop;
    private final Proxy proxy;
    private final RequestHead requestHead;
    private final ResponseHead responseHead = new ResponseHead();
    private final RequestJudge judge;
    private final StreamAnswer streamAnswer = new StreamAnswer();
    private final DateLine date = new DateLine();
    private final byte[] scratch = new byte[SCRATCH];
    private final EventTime time = new EventTime();
    private final TimerWheel timers = new TimerWheel(System.nanoTime());
    private final Histogram lags = new Histogram(1);
    private long nextTickNanos;
    private final ConnectionPool connections;
    private final ArrayDeque<Gzip> compressors = new ArrayDeque<>();
    private final Set<ClientChannel> clients = new HashSet<>();
    private Snapshot snapshot;
    private long exchanges;
    private volatile long version;
    private boolean draining;

    Worker(int index, EventLoop loop, Proxy proxy, Snapshot first) {
        this.proxy = proxy;
        this.index = index;
        this.loop = loop;
        this.snapshot = first;
        this.requestHead = new RequestHead(subjectFields(first.config()));
        this.judge = new RequestJudge(index, proxy.refusals(), proxy::challenges, first);
        this.version = first.version();
        this.connections = new ConnectionPool(this, proxy.connector());
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
    void start() {
        nextTickNanos = System.nanoTime() + TimerWheel.TICK_NANOS;
        loop.scheduleAtFixedRate(this::tick, TimerWheel.TICK_NANOS, TimerWheel.TICK_NANOS, TimeUnit.NANOSECONDS);
    }

    private void tick() {
        long nowNanos = System.nanoTime();
        lags.add(0, nowNanos - nextTickNanos);
        nextTickNanos += TimerWheel.TICK_NANOS;
        timers.advance(nowNanos);
    }

    /** How late the loop came to its timeouts. Any thread. */
    Histogram lags() {
        return lags;
    }

    /** Works with {@code next} from its next request on. Any thread. */
    void adopt(Snapshot next) {
        post(() -> {
            Snapshot before = snapshot;
            snapshot = next;
            judge.adopt(next);
            version = next.version();
            connections.retainReady(next);
            next.succeed(before);
        });
    }

    /** Done when it works with what it was told last to adopt, or has ended. Any thread. */
    CompletableFuture<Void> adopted() {
        CompletableFuture<Void> adopted = new CompletableFuture<>();
        try {
            loop.execute(() -> adopted.complete(null));
        } catch (RejectedExecutionException e) {
            adopted.complete(null);
        }
        return adopted;
    }

    /** Version of the snapshot that it works with. Any thread. */
    long version() {
        return version;
    }

    /** Ends each client's connection behind the request that it is at. Any thread. */
    void drain() {
        post(() -> {
            draining = true;
            Set.copyOf(clients).forEach(ClientChannel::drain);
        });
    }

    /** Work that was handed to the loop and hasn't begun. Any thread. */
    int pendingTasks() {
        return loop instanceof SingleThreadEventExecutor executor ? executor.pendingTasks() : 0;
    }

    /** What is going on here, told by the loop as soon as it can. Fails if it has ended. Any thread. */
    CompletableFuture<LoopStatus> status() {
        CompletableFuture<LoopStatus> status = new CompletableFuture<>();
        long askedNanos = System.nanoTime();
        try {
            loop.execute(() -> status.complete(status(System.nanoTime() - askedNanos)));
        } catch (RejectedExecutionException e) {
            status.completeExceptionally(e);
        }
        return status;
    }

    /**
     * Breaks off the requests for which {@code wanted} says so. Fails if the loop has ended. Any thread.
     *
     * @return how many there were
     */
    CompletableFuture<Integer> kill(Predicate<LoopStatus.ExchangeStatus> wanted) {
        CompletableFuture<Integer> killed = new CompletableFuture<>();
        try {
            loop.execute(() -> {
                List<Serving> all = exchanges()
                        .filter(exchange -> wanted.test(exchange.status()))
                        .toList();
                all.forEach(exchange -> exchange.client().kill());
                killed.complete(all.size());
            });
        } catch (RejectedExecutionException e) {
            killed.completeExceptionally(e);
        }
        return killed;
    }

    private LoopStatus status(long lagNanos) {
        return new LoopStatus(
                index,
                Thread.currentThread().getId(),
                clients.size(),
                connections.open(),
                Duration.ofNanos(lagNanos),
                exchanges().map(Serving::status).toList());
    }

    private Stream<Serving> exchanges() {
        return clients.stream().mapMulti(ClientChannel::exchanges);
    }

    /** A number that no other exchange of any loop has. */
    long nextId() {
        return exchanges++ * MAX_LOOPS + index;
    }

    /** The loop that has given this number to an exchange. */
    static int indexOf(long exchange) {
        return (int) Math.floorMod(exchange, (long) MAX_LOOPS);
    }

    /** Has the loop do something soon. Any thread. */
    void post(Runnable task) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("loop {} has ended already", index);
        }
    }

    boolean isDraining() {
        return draining;
    }

    /** Closes all connections. Any thread. */
    void close() {
        post(() -> {
            Set.copyOf(clients).forEach(ClientChannel::close);
            connections.close();
            compressors.forEach(Gzip::close);
            compressors.clear();
        });
    }

    void opened(ClientChannel client) {
        assert loop.inEventLoop();
        clients.add(client);
    }

    void closed(ClientChannel client) {
        assert loop.inEventLoop();
        clients.remove(client);
    }

    /** Where requests are told to when they are over; null if nobody wants to know. */
    @Nullable
    AccessLog accessLog() {
        return proxy.accessLog();
    }

    /** Who is told what nodes do wrong. */
    NodeWatch watch() {
        return proxy.watch();
    }

    /** Client connections over all loops. */
    int openConnections() {
        return proxy.listeners().open();
    }

    /** Number of the loop, from 0; the row of its counters. */
    int index() {
        return index;
    }

    EventLoop loop() {
        return loop;
    }

    Snapshot snapshot() {
        return snapshot;
    }

    EventTime time() {
        return time;
    }

    Timeouts timeouts() {
        return snapshot.config().timeouts();
    }

    TimerWheel timers() {
        return timers;
    }

    ConnectionPool connections() {
        return connections;
    }

    /** Proof of work on all loops. */
    Jobs jobs() {
        return proxy.jobs();
    }

    RequestJudge judge() {
        return judge;
    }

    RequestHead requestHead() {
        return requestHead;
    }

    ResponseHead responseHead() {
        return responseHead;
    }

    StreamAnswer streamAnswer() {
        return streamAnswer;
    }

    /** Room for {@code length} bytes that are looked at now; overwritten by whoever asks next. */
    byte[] scratch(int length) {
        return length <= SCRATCH ? scratch : new byte[length];
    }

    /** A compressor for one body, to be given back with {@link #giveBack}. */
    Gzip compressor() {
        Gzip idle = compressors.pollFirst();
        return idle == null ? new Gzip() : idle;
    }

    void giveBack(Gzip compressor) {
        compressor.reset();
        if (compressors.size() < IDLE_COMPRESSORS) {
            compressors.addFirst(compressor);
        } else {
            compressor.close();
        }
    }

    byte[] dateLine() {
        return date.at(System.currentTimeMillis());
    }
}
