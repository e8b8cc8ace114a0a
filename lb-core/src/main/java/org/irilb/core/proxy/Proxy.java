package org.irilb.core.proxy;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.resolver.dns.DnsServerAddressStreamProvider;
import io.netty.resolver.dns.DnsServerAddressStreamProviders;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.irilb.core.config.BalancerConfig;
import org.irilb.core.config.TransportChoice;
import org.irilb.core.http.ChallengeSource;
import org.irilb.core.metrics.AccessLog;
import org.irilb.core.metrics.BalancerStatus;
import org.irilb.core.metrics.LoopStatus;
import org.irilb.core.metrics.NameServerStatus;
import org.irilb.core.metrics.NodeWatch;
import org.irilb.core.metrics.PowStatus;
import org.irilb.core.metrics.RefusalCount;
import org.irilb.core.proxy.exchange.Shared;
import org.irilb.core.proxy.exchange.Worker;
import org.irilb.core.proxy.io.Transport;
import org.irilb.core.proxy.listener.ConnectionLimit;
import org.irilb.core.proxy.node.NodeConnector;
import org.irilb.core.proxy.request.RequestJudge;
import org.irilb.core.snapshot.Snapshot;
import org.irilb.core.tls.NodeTls;
import org.jspecify.annotations.Nullable;

/** All sockets: the loops, the listeners, the connections to nodes. Any thread. */
public final class Proxy implements AutoCloseable {

    /** A loop ends within these; one that has died, such as over a jar that was replaced under it, never does. */
    static final int END_SECONDS = 5;

    private final Transport transport;
    private final MultiThreadIoEventLoopGroup loops;
    private final int workerCount;
    private final List<Worker> workers = new ArrayList<>();
    private final Map<EventLoop, Worker> workerOf = new HashMap<>();
    private final Listeners listeners;
    private final NodeConnector connector;
    private final Shared shared;

    /**
     * Chooses the transport and makes the loops; opens nothing yet.
     *
     * @param workers how many loops, 1 or more
     * @param tls what is spoken with HTTPS nodes
     * @param accessLog where requests are told to when they are over; null if nobody wants to know
     * @throws IllegalArgumentException if the transport asked for doesn't work on this machine
     */
    public Proxy(TransportChoice choice, int workers, int maxConnections, NodeTls tls, @Nullable AccessLog accessLog) {
        this(choice, workers, maxConnections, tls, accessLog, DnsServerAddressStreamProviders::platformDefault);
    }

    /** @param nameServers who knows the names of nodes */
    Proxy(
            TransportChoice choice,
            int workers,
            int maxConnections,
            NodeTls tls,
            @Nullable AccessLog accessLog,
            Supplier<DnsServerAddressStreamProvider> nameServers) {
        transport = Transport.choose(choice);
        workerCount = workers;
        loops = new MultiThreadIoEventLoopGroup(
                workers, new DefaultThreadFactory("irilb-worker"), transport.handlers());
        ConnectionLimit connections = new ConnectionLimit(maxConnections);
        listeners = new Listeners(transport, loops, workers, workerOf::get, connections);
        connector = new NodeConnector(transport, tls, nameServers);
        shared = new Shared(workers, connections, connector, accessLog);
    }

    /**
     * Binds the listeners; connections wait in the kernel until {@link Listeners#accept}.
     *
     * @throws UncheckedIOException if one can't be bound; call {@link #close} then
     * @throws IllegalArgumentException if its certificates can't be used; call {@link #close} then, too
     */
    public void start(BalancerConfig config, Snapshot first) {
        for (int i = 0; i < workerCount; i++) {
            EventLoop loop = loops.next();
            Worker worker = new Worker(i, loop, shared, first);
            workers.add(worker);
            workerOf.put(loop, worker);
        }
        workers.forEach(worker -> worker.loop().start());
        config.listeners().forEach(listeners::bind);
    }

    /** Has every loop work with {@code next}. Done when all do. */
    public CompletableFuture<Void> adopt(Snapshot next) {
        listeners.limitByConfiguration(next.config().maxConnections());
        workers.forEach(worker -> worker.adopt(next));
        return adopted();
    }

    /** Done when every loop works with what it was told to adopt. */
    public CompletableFuture<Void> adopted() {
        return CompletableFuture.allOf(workers.stream().map(Worker::adopted).toArray(CompletableFuture<?>[]::new));
    }

    /** The ports that clients come to. */
    public Listeners listeners() {
        return listeners;
    }

    /** What each rule has refused. */
    public List<RefusalCount> refused() {
        return RequestJudge.status(shared.refusals());
    }

    /** Whether a host name has an address; true, too, if no name server says otherwise. Never fails. */
    public CompletableFuture<Boolean> knows(String host) {
        return connector.knows(loops.next(), host);
    }

    /** Has {@code watch} told what nodes do wrong from now on. */
    public void watchNodes(NodeWatch watch) {
        shared.watchNodes(watch);
    }

    /** Has certificate authorities told what {@code source} knows, on every listener, from now on. */
    public void answerChallenges(ChallengeSource source) {
        shared.answerChallenges(source);
    }

    /** Name of the transport: {@code io_uring}, {@code epoll} or {@code nio}. */
    public String transport() {
        return transport.label();
    }

    /** Loops, each with a row of its own in every counter. */
    public int workers() {
        return workerCount;
    }

    /** Breaks off a request that is on its way. Returns whether there was such a one. */
    public CompletableFuture<Boolean> kill(long exchange) {
        return Worker.indexOf(exchange) < workers.size()
                ? workers.get(Worker.indexOf(exchange))
                        .kill(status -> status.id() == exchange)
                        .thenApply(killed -> killed > 0)
                : CompletableFuture.completedFuture(false);
    }

    /** Breaks off all requests at a node in a pool. */
    public CompletableFuture<Void> killAll(String pool, String node) {
        return CompletableFuture.allOf(workers.stream()
                .map(worker -> worker.kill(
                        status -> status.pool().equals(pool) && status.server().equals(node)))
                .toArray(CompletableFuture<?>[]::new));
    }

    /** Work that was handed to the loops and hasn't begun. */
    public int pendingTasks() {
        return workers.stream().mapToInt(worker -> worker.loop().pendingTasks()).sum();
    }

    /** Requests that are missing in the access log; 0 without one. */
    public long lostLogs() {
        AccessLog log = shared.accessLog();
        return log == null ? 0 : log.lost();
    }

    /** What each loop tells of itself. A loop that has ended fails. */
    public List<CompletableFuture<LoopStatus>> loops() {
        return workers.stream().map(Worker::status).toList();
    }

    /** How proof of work fares. */
    public PowStatus pow() {
        return shared.jobs().status();
    }

    /** What can be told of the loops without asking them. */
    public List<BalancerStatus.LoopThread> loopThreads() {
        return workers.stream()
                .map(worker -> new BalancerStatus.LoopThread(
                        worker.loop().threadId(), worker.loop().lags()))
                .toList();
    }

    /** Limits how many bytes a second compressors are given; 0 for any number. */
    public void limitCompression(int bytes) {
        shared.compression().limit(bytes);
    }

    /** How many bytes a second compressors may be given; 0 for any number. */
    public int compressionLimit() {
        return shared.compression().most();
    }

    /** Whom it has asked for addresses of nodes. */
    public List<NameServerStatus> nameServers() {
        return connector.nameServers();
    }

    /** Has rules, loops and proof of work count from 0 again. */
    public void clearCounters() {
        shared.refusals().clear();
        shared.jobs().clearCounts();
        workers.forEach(worker -> worker.loop().lags().clear());
    }

    /**
     * Stops accepting, and waits until all connections have ended with their present request, or {@code limit} is over.
     *
     * @return client connections that are still open
     */
    public int drain(Duration limit) throws InterruptedException {
        listeners.stop();
        workers.forEach(Worker::drain);
        return listeners.awaitDrained(limit);
    }

    /** Closes everything and waits until the loops have ended, or should have. */
    @Override
    public void close() {
        listeners.stop();
        // A loop that ends before its sockets are closed, which io_uring does in steps, complains of each.
        CompletableFuture.allOf(workers.stream().map(Worker::close).toArray(CompletableFuture<?>[]::new))
                .completeOnTimeout(null, END_SECONDS, TimeUnit.SECONDS)
                .join();
        connector.close();
        connector.ended().completeOnTimeout(null, END_SECONDS, TimeUnit.SECONDS).join();
        loops.shutdownGracefully(0, END_SECONDS, TimeUnit.SECONDS)
                .awaitUninterruptibly(2L * END_SECONDS, TimeUnit.SECONDS);
        listeners.close();
    }
}
