package org.irilb.core.proxy.exchange;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.irilb.core.config.Timeouts;
import org.irilb.core.http.Gzip;
import org.irilb.core.http.StreamAnswer;
import org.irilb.core.metrics.AccessLog;
import org.irilb.core.metrics.LoopStatus;
import org.irilb.core.proxy.loop.EventTime;
import org.irilb.core.proxy.loop.Loop;
import org.irilb.core.proxy.loop.TimerWheel;
import org.irilb.core.proxy.node.ConnectionPool;
import org.irilb.core.proxy.request.RequestJudge;
import org.irilb.core.snapshot.Snapshot;
import org.jspecify.annotations.Nullable;

/** One event loop and all connections that belong to it. One loop's, unless a method says otherwise. */
public final class Worker {

    /** A compressor takes about 256 KiB outside the heap. */
    private static final int IDLE_COMPRESSORS = 8;

    /** No configuration has more. */
    private static final int MAX_LOOPS = 1024;

    private final Loop loop;
    private final Shared shared;
    private final RequestJudge judge;
    private final Evidence evidence;
    private final StreamAnswer streamAnswer = new StreamAnswer();
    private final ConnectionPool connections;
    private final ArrayDeque<Gzip> compressors = new ArrayDeque<>();
    private final Set<ClientChannel> clients = new HashSet<>();
    private long exchanges;
    private boolean draining;
    private boolean closing;
    private final CompletableFuture<Void> clientsLeft = new CompletableFuture<>();

    public Worker(int index, EventLoop executor, Shared shared, Snapshot first) {
        this.loop = new Loop(index, executor, first);
        this.shared = shared;
        this.judge = new RequestJudge(index, shared.refusals(), shared::challenges, first);
        this.evidence = new Evidence(loop, shared::watch);
        this.connections = new ConnectionPool(loop, shared.connector());
    }

    /** Works with {@code next} from its next request on. Any thread. */
    public void adopt(Snapshot next) {
        post(() -> {
            Snapshot before = loop.snapshot();
            loop.adopt(next);
            judge.adopt(next);
            connections.retainReady(next);
            next.succeed(before);
        });
    }

    /** Done when it works with what it was told last to adopt, or has ended. Any thread. */
    public CompletableFuture<Void> adopted() {
        CompletableFuture<Void> adopted = new CompletableFuture<>();
        try {
            loop.execute(() -> adopted.complete(null));
        } catch (RejectedExecutionException e) {
            adopted.complete(null);
        }
        return adopted;
    }

    /** Ends each client's connection behind the request that it is at. Any thread. */
    public void drain() {
        post(() -> {
            draining = true;
            Set.copyOf(clients).forEach(ClientChannel::drain);
        });
    }

    /** What is going on here, told by the loop as soon as it can. Fails if it has ended. Any thread. */
    public CompletableFuture<LoopStatus> status() {
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
    public CompletableFuture<Integer> kill(Predicate<LoopStatus.ExchangeStatus> wanted) {
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
                loop.index(),
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
        return exchanges++ * MAX_LOOPS + loop.index();
    }

    /** The loop that has given this number to an exchange. */
    public static int indexOf(long exchange) {
        return (int) Math.floorMod(exchange, (long) MAX_LOOPS);
    }

    /** See {@link Loop#post}. Any thread. */
    public void post(Runnable task) {
        loop.post(task);
    }

    public boolean isDraining() {
        return draining;
    }

    /** Closes all connections. Done when they are closed, or the loop has ended. Any thread. */
    public CompletableFuture<Void> close() {
        CompletableFuture<Void> nodesLeft = new CompletableFuture<>();
        try {
            loop.execute(() -> {
                Set.copyOf(clients).forEach(ClientChannel::close);
                connections.close().thenAccept(nodesLeft::complete);
                compressors.forEach(Gzip::close);
                compressors.clear();
                closing = true;
                lookForClients();
            });
        } catch (RejectedExecutionException e) {
            return CompletableFuture.completedFuture(null);
        }
        return CompletableFuture.allOf(clientsLeft, nodesLeft);
    }

    private void lookForClients() {
        if (closing && clients.isEmpty()) {
            clientsLeft.complete(null);
        }
    }

    public void opened(ClientChannel client) {
        assert loop.isCurrent();
        clients.add(client);
    }

    public void closed(ClientChannel client) {
        assert loop.isCurrent();
        clients.remove(client);
        lookForClients();
    }

    /** Where requests are told to when they are over; null if nobody wants to know. */
    @Nullable
    AccessLog accessLog() {
        return shared.accessLog();
    }

    /** Client connections over all loops. */
    int openConnections() {
        return shared.connections().open();
    }

    /** The loop itself. */
    public Loop loop() {
        return loop;
    }

    /** See {@link Loop#index}. */
    public int index() {
        return loop.index();
    }

    public Snapshot snapshot() {
        return loop.snapshot();
    }

    public Timeouts timeouts() {
        return loop.timeouts();
    }

    public EventTime time() {
        return loop.time();
    }

    public TimerWheel timers() {
        return loop.timers();
    }

    ConnectionPool connections() {
        return connections;
    }

    /** What compressors of all loops may be given. */
    CompressionLimit compression() {
        return shared.compression();
    }

    /** Proof of work on all loops. */
    Jobs jobs() {
        return shared.jobs();
    }

    RequestJudge judge() {
        return judge;
    }

    Evidence evidence() {
        return evidence;
    }

    public StreamAnswer streamAnswer() {
        return streamAnswer;
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
}
