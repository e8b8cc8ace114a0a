package org.irilb.core.proxy;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.irilb.core.config.ListenerConfig;
import org.irilb.core.metrics.BalancerStatus.ConnectionLimits;
import org.irilb.core.metrics.BalancerStatus.ListenerStatus;
import org.irilb.core.metrics.CertificateStatus;
import org.irilb.core.metrics.MalformedMessage;
import org.irilb.core.proxy.exchange.Worker;
import org.irilb.core.proxy.io.LaterClose;
import org.irilb.core.proxy.io.SystemError;
import org.irilb.core.proxy.io.Transport;
import org.irilb.core.proxy.listener.ConnectionGate;
import org.irilb.core.proxy.listener.ConnectionLimit;
import org.irilb.core.proxy.listener.Listener;
import org.irilb.core.proxy.listener.TlsEntrance;
import org.irilb.core.tls.CertificateStore;
import org.irilb.core.tls.DomainProofs;
import org.jspecify.annotations.Nullable;

/** The ports that clients come to, and how many of them may. Any thread. */
public final class Listeners {

    private static final int BACKLOG = 4096;

    /** Above the upper one the other side is read no further, until it has fallen below the lower one. */
    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(64 * 1024, 256 * 1024);

    private final Transport transport;
    private final EventLoopGroup loops;
    private final int loopCount;
    private final Function<EventLoop, Worker> workerOf;
    private final ConnectionLimit connections;
    private final List<Listener> listeners = new ArrayList<>();
    private final List<CertificateStore> certificates = new ArrayList<>();
    private volatile @Nullable DomainProofs proofs;

    /** @param workerOf which worker a loop belongs to */
    Listeners(
            Transport transport,
            EventLoopGroup loops,
            int loopCount,
            Function<EventLoop, Worker> workerOf,
            ConnectionLimit connections) {
        this.transport = transport;
        this.loops = loops;
        this.loopCount = loopCount;
        this.workerOf = workerOf;
        this.connections = connections;
    }

    /** Begins to serve. */
    public void accept() {
        listeners.forEach(listener -> listener.channel().config().setAutoRead(true));
    }

    /**
     * Binds a listener; connections wait in the kernel until {@link #accept}.
     *
     * @throws UncheckedIOException if that can't be done
     * @throws IllegalArgumentException if its certificates can't be used
     */
    void bind(ListenerConfig config) {
        Listener listener = new Listener(config, loopCount, certificates(config));
        ChannelFuture bound = bind(listener, new InetSocketAddress(config.host(), config.port()))
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            String why = SystemError.inWords(bound.cause());
            throw new UncheckedIOException(
                    new IOException("cannot listen on " + text(config) + ": " + why, bound.cause()));
        }
        listener.bound(bound.channel());
        listeners.add(listener);
    }

    private static String text(ListenerConfig config) {
        String host = config.host();
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + config.port();
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
                        Worker worker = workerOf.apply(channel.eventLoop());
                        ClientSocket client = new ClientSocket(worker, listener, channel);
                        if (listener.acceptsProxy()) {
                            channel.pipeline().addLast(new HAProxyMessageDecoder(), new ProxyHeader(client));
                        }
                        CertificateStore certificates = listener.certificates();
                        if (certificates != null) {
                            channel.pipeline()
                                    .addLast(
                                            LaterClose.INSTANCE,
                                            new TlsEntrance(certificates, proofs, client.handshake()));
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

    /** Has certificate authorities shown these, on every listener with TLS, from now on. */
    public void proveDomains(DomainProofs proofs) {
        this.proofs = proofs;
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

    /** Client connections that are open. */
    public int open() {
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
    public void limit(String listener, int limit) {
        listener(listener).limit(limit);
        connections.lookAgain();
    }

    /** What the configuration says of all listeners together. */
    void limitByConfiguration(int limit) {
        connections.configure(limit);
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

    /** Limits how many connections with TLS a second are let in; 0 for any number. */
    public void limitTlsRate(int limit) {
        connections.rate().limitTls(limit);
        connections.lookAgain();
    }

    /** Client connections that may be open, and come in a second. */
    public ConnectionLimits limits() {
        return new ConnectionLimits(
                connections.limit(),
                connections.configured(),
                connections.rate().connections(),
                connections.rate().sessions(),
                connections.rate().tls());
    }

    /** Forgets the highest values that were seen. */
    public void clearHighest() {
        listeners.forEach(listener -> listener.connections().forgetHighest());
    }

    /** Counts from 0 again. */
    public void clearCounters() {
        listeners.forEach(listener -> listener.counters().clear());
    }

    /** In the order of the configuration. */
    public List<ListenerStatus> status() {
        return listeners.stream()
                .map(listener -> new ListenerStatus(
                        listener.name(),
                        listener.shownAddress(),
                        listener.isSecure(),
                        listener.state(),
                        listener.limit(),
                        listener.connections().current(),
                        listener.connections().highest(),
                        listener.counters()))
                .toList();
    }

    /** The last request of each that couldn't be read. */
    public List<MalformedMessage> malformed() {
        return listeners.stream()
                .flatMap(listener -> listener.lastMalformed().stream())
                .toList();
    }

    /** Takes no more connections, whatever an operator says. */
    void stop() {
        List<ChannelFuture> closed = listeners.stream().map(Listener::stop).toList();
        closed.forEach(listener -> listener.awaitUninterruptibly(Proxy.END_SECONDS, TimeUnit.SECONDS));
    }

    /** Waits until all connections have ended, or {@code limit} is over. Returns how many are still open. */
    int awaitDrained(Duration limit) throws InterruptedException {
        connections.drain();
        connections.awaitDrained(limit.toNanos());
        return connections.open();
    }

    /** Whether no more connections are taken, because it ends. */
    public boolean isDraining() {
        return connections.isDraining();
    }

    /** Looks after certificates no more. */
    void close() {
        certificates.forEach(CertificateStore::close);
    }
}
