package org.irilb.core.proxy;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.netty.resolver.dns.DnsServerAddressStreamProvider;
import io.netty.resolver.dns.DnsServerAddressStreamProviders;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.irilb.core.config.BalancerConfig;
import org.irilb.core.config.ListenerConfig;
import org.irilb.core.config.TransportChoice;
import org.irilb.core.http.ChallengeSource;
import org.irilb.core.metrics.AccessLog;
import org.irilb.core.metrics.BalancerStatus.ConnectionLimits;
import org.irilb.core.metrics.BalancerStatus.ListenerStatus;
import org.irilb.core.metrics.CertificateStatus;
import org.irilb.core.metrics.Histogram;
import org.irilb.core.metrics.LoopCounts;
import org.irilb.core.metrics.LoopStatus;
import org.irilb.core.metrics.MalformedRequest;
import org.irilb.core.metrics.NodeWatch;
import org.irilb.core.metrics.PowStatus;
import org.irilb.core.metrics.RefusalCount;
import org.irilb.core.snapshot.Snapshot;
import org.irilb.core.tls.CertificateStore;
import org.irilb.core.tls.DomainProofs;
import org.irilb.core.tls.NodeTls;
import org.jspecify.annotations.Nullable;

/** All sockets: the loops, the listeners, the connections. Any thread. */
public final class Proxy implements AutoCloseable {

    private static final int BACKLOG = 4096;

    /** A loop ends within these; one that has died, such as over a jar that was replaced under it, never does. */
    private static final int END_SECONDS = 5;

    /** Above the upper one the other side is read no further, until it has fallen below the lower one. */
    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(64 * 1024, 256 * 1024);

    private final Transport transport;
    private final MultiThreadIoEventLoopGroup loops;
    private final int workerCount;
    private final List<Worker> workers = new ArrayList<>();
    private final Map<EventLoop, Worker> workerOf = new HashMap<>();
    private final List<Listener> listeners = new ArrayList<>();
    private final List<CertificateStore> certificates = new ArrayList<>();
    private final LoopCounts refusals;
    private final ConnectionLimit connections;
    private final NodeConnector connector;
    private final Jobs jobs = new Jobs();
    private final @Nullable AccessLog accessLog;
    private volatile NodeWatch watch = NodeWatch.NONE;
    private volatile @Nullable ChallengeSource challenges;
    private volatile @Nullable DomainProofs proofs;

    /**
     * Chooses the transport and makes the loops; opens nothing yet.
     *
     * @param workers how many loops, 1 or more
     * @param tls what is spoken with HTTPS nodes
     * @param accessLog where requests are told to when they are over; null if nobody wants to know
     * @throws IllegalArgumentException if the transport asked for doesn't work on this machine
     */
    public Proxy(TransportChoice choice, int workers, int maxConnections, NodeTls tls, @Nullable AccessLog accessLog) {
        this(choice, workers, maxConnections, tls, accessLog, DnsServerAddressStreamProviders.platformDefault());
    }

    /** @param nameServers who knows the names of nodes */
    Proxy(
            TransportChoice choice,
            int workers,
            int maxConnections,
            NodeTls tls,
            @Nullable AccessLog accessLog,
            DnsServerAddressStreamProvider nameServers) {
        this.accessLog = accessLog;
        transport = Transport.choose(choice);
        workerCount = workers;
        refusals = RequestJudge.counts(workers);
        loops = new MultiThreadIoEventLoopGroup(
                workers, new DefaultThreadFactory("irilb-worker"), transport.handlers());
        connections = new ConnectionLimit(maxConnections);
        connector = new NodeConnector(transport, tls, nameServers);
    }

    /**
     * Binds the listeners; connections wait in the kernel until {@link #accept}.
     *
     * @throws UncheckedIOException if one can't be bound; call {@link #close} then
     * @throws IllegalArgumentException if its certificates can't be used; call {@link #close} then, too
     */
    public void start(BalancerConfig config, Snapshot first) {
        for (int i = 0; i < workerCount; i++) {
            EventLoop loop = loops.next();
            Worker worker = new Worker(i, loop, this, first);
            workers.add(worker);
            workerOf.put(loop, worker);
        }
        workers.forEach(Worker::start);
        config.listeners().forEach(this::bind);
    }

    /** Begins to serve. */
    public void accept() {
        listeners.forEach(listener -> listener.channel().config().setAutoRead(true));
    }

    private void bind(ListenerConfig config) {
        Listener listener = new Listener(config, workerCount, certificates(config));
        ChannelFuture bound = bind(listener, new InetSocketAddress(config.host(), config.port()))
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new UncheckedIOException(new IOException(
                    "cannot listen on " + config.host() + ":" + config.port() + ": "
                            + bound.cause().getMessage(),
                    bound.cause()));
        }
        listener.bound(bound.channel());
        listeners.add(listener);
    }

    private ChannelFuture bind(Listener listener, InetSocketAddress address) {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loops)
                .channel(transport.serverChannel())
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.AUTO_READ, false) // until accept()
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                .handler(new ConnectionGate(listener, connections))
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        if (channel.remoteAddress() == null || channel.localAddress() == null) {
                            channel.close(); // gone before it was looked at
                            return;
                        }
                        Worker worker = workerOf.get(channel.eventLoop());
                        ClientSocket client = new ClientSocket(worker, listener, channel);
                        if (listener.acceptsProxy()) {
                            channel.pipeline().addLast(new HAProxyMessageDecoder(), new ProxyHeader(client));
                        }
                        CertificateStore certificates = listener.certificates();
                        if (certificates != null) {
                            channel.pipeline().addLast(LaterClose.INSTANCE, new TlsEntrance(certificates, proofs));
                        }
                        channel.pipeline().addLast(client);
                    }
                });
        return bootstrap.bind(address);
    }

    private @Nullable CertificateStore certificates(ListenerConfig config) {
        if (config.tls().isEmpty()) {
            return null;
        }
        CertificateStore store = CertificateStore.open(config);
        certificates.add(store);
        return store;
    }

    /** The certificates that clients get, listener by listener. */
    public List<CertificateStatus> certificates() {
        return certificates.stream().flatMap(store -> store.status().stream()).toList();
    }

    /** Looks at the certificates' files now. Done when new clients are served by what is there. */
    public CompletableFuture<Void> lookAtCertificates() {
        return CompletableFuture.allOf(
                certificates.stream().map(CertificateStore::lookNow).toArray(CompletableFuture[]::new));
    }

    /** Has every loop work with {@code next}. */
    public void adopt(Snapshot next) {
        connections.configure(next.config().maxConnections());
        workers.forEach(worker -> worker.adopt(next));
    }

    /** Done when every loop works with what it was told to adopt. */
    public CompletableFuture<Void> adopted() {
        return CompletableFuture.allOf(workers.stream().map(Worker::adopted).toArray(CompletableFuture<?>[]::new));
    }

    LoopCounts refusals() {
        return refusals;
    }

    /** What each rule has refused. */
    public List<RefusalCount> refused() {
        return RequestJudge.status(refusals);
    }

    /** Whether a host name has an address; true, too, if no name server says otherwise. Never fails. */
    public CompletableFuture<Boolean> knows(String host) {
        return connector.knows(loops.next(), host);
    }

    NodeConnector connector() {
        return connector;
    }

    Jobs jobs() {
        return jobs;
    }

    /** Has {@code watch} told what nodes do wrong from now on. */
    public void watchNodes(NodeWatch watch) {
        this.watch = watch;
    }

    /** Has certificate authorities told what {@code source} knows, on every listener, from now on. */
    public void answerChallenges(ChallengeSource source) {
        challenges = source;
    }

    /** Has certificate authorities shown these, on every listener with TLS, from now on. */
    public void proveDomains(DomainProofs proofs) {
        this.proofs = proofs;
    }

    @Nullable
    ChallengeSource challenges() {
        return challenges;
    }

    NodeWatch watch() {
        return watch;
    }

    @Nullable
    AccessLog accessLog() {
        return accessLog;
    }

    /** Version of the oldest snapshot that a loop works with. */
    public long version() {
        return workers.stream().mapToLong(Worker::version).min().orElse(0);
    }

    /** Name of the transport: {@code io_uring}, {@code epoll} or {@code nio}. */
    public String transport() {
        return transport.label();
    }

    /** Loops, each with a row of its own in every counter. */
    public int workers() {
        return workerCount;
    }

    /** Client connections that are open. */
    public int connections() {
        return connections.open();
    }

    /**
     * Where a listener is bound.
     *
     * @throws IllegalArgumentException if there is none of this name
     */
    public InetSocketAddress address(String name) {
        return listener(name).address();
    }

    private Listener listener(String name) {
        return listeners.stream()
                .filter(listener -> listener.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("listener: '" + name + "' (expected: one of "
                        + listeners.stream().map(Listener::name).toList() + ")"));
    }

    /** Closes a listener's port; what is connected stays. Returns whether it was open. */
    public CompletableFuture<Boolean> pause(String listener) {
        return listener(listener).pause();
    }

    /** Opens a listener's port again. Returns whether it was closed. */
    public CompletableFuture<Boolean> resume(String name) {
        Listener listener = listener(name);
        return listener.resume(address -> bind(listener, address));
    }

    /** Limits the open connections of a listener. */
    public void limitListener(String listener, int limit) {
        listener(listener).limit(limit);
        connections.lookAgain();
    }

    /** Limits the open connections of all listeners together; empty for what the configuration says. */
    public void limitConnections(OptionalInt limit) {
        connections.setByHand(limit);
    }

    /** Limits how many connections a second are let in; 0 for any number. */
    public void limitConnectionRate(int limit) {
        connections.rate().limitConnections(limit);
        connections.lookAgain();
    }

    /** Limits how many sessions a second begin; 0 for any number. */
    public void limitSessionRate(int limit) {
        connections.rate().limitSessions(limit);
        connections.lookAgain();
    }

    /** Client connections that may be open, and come in a second. */
    public ConnectionLimits limits() {
        return new ConnectionLimits(
                connections.limit(),
                connections.configured(),
                connections.rate().connections(),
                connections.rate().sessions());
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

    /** Forgets the highest values that listeners have seen. */
    public void clearHighest() {
        listeners.forEach(listener -> listener.connections().forgetHighest());
    }

    /** Has listeners and rules count from 0 again. */
    public void clearCounters() {
        listeners.forEach(listener -> listener.counters().clear());
        refusals.clear();
    }

    /** Work that was handed to the loops and hasn't begun. */
    public int pendingTasks() {
        return workers.stream().mapToInt(Worker::pendingTasks).sum();
    }

    /** Requests that are missing in the access log; 0 without one. */
    public long lostLogs() {
        return accessLog == null ? 0 : accessLog.lost();
    }

    /** What each loop tells of itself. A loop that has ended fails. */
    public List<CompletableFuture<LoopStatus>> loops() {
        return workers.stream().map(Worker::status).toList();
    }

    /** How proof of work fares. */
    public PowStatus pow() {
        return jobs.status();
    }

    /** How late each loop comes to its timeouts. */
    public List<Histogram> loopLags() {
        return workers.stream().map(Worker::lags).toList();
    }

    public List<ListenerStatus> status() {
        return listeners.stream()
                .map(listener -> new ListenerStatus(
                        listener.name(),
                        listener.shownAddress(),
                        listener.isPaused(),
                        listener.limit(),
                        listener.connections().current(),
                        listener.connections().highest(),
                        listener.counters()))
                .toList();
    }

    /**
     * Stops accepting, and waits until all connections have ended with their present request, or {@code limit} is over.
     *
     * @return client connections that are still open
     */
    public int drain(Duration limit) throws InterruptedException {
        stopListening();
        workers.forEach(Worker::drain);
        connections.drain();
        connections.awaitDrained(limit.toNanos());
        return connections.open();
    }

    /** Whether no more connections are taken, because it ends. */
    public boolean isDraining() {
        return connections.isDraining();
    }

    /** The last request of each listener that couldn't be read. */
    public List<MalformedRequest> malformed() {
        return listeners.stream()
                .flatMap(listener -> listener.lastMalformed().stream())
                .toList();
    }

    private void stopListening() {
        List<ChannelFuture> closed =
                listeners.stream().map(Listener::channel).map(Channel::close).toList();
        closed.forEach(listener -> listener.awaitUninterruptibly(END_SECONDS, TimeUnit.SECONDS));
    }

    /** Closes everything and waits until the loops have ended, or should have. */
    @Override
    public void close() {
        stopListening();
        workers.forEach(Worker::close);
        connector.close();
        loops.shutdownGracefully(0, END_SECONDS, TimeUnit.SECONDS)
                .awaitUninterruptibly(2L * END_SECONDS, TimeUnit.SECONDS);
        certificates.forEach(CertificateStore::close);
    }
}
