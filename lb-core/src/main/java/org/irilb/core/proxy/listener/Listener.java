package org.irilb.core.proxy.listener;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.irilb.core.config.ClientCertificateConfig;
import org.irilb.core.config.Http2Config;
import org.irilb.core.config.ListenerConfig;
import org.irilb.core.config.TlsConfig;
import org.irilb.core.http.FixedFields;
import org.irilb.core.http.OwnAnswer;
import org.irilb.core.http.Redirect;
import org.irilb.core.http.RequestHead;
import org.irilb.core.metrics.Counters;
import org.irilb.core.metrics.Gauge;
import org.irilb.core.metrics.LastMalformed;
import org.irilb.core.metrics.ListenerState;
import org.irilb.core.metrics.MalformedMessage;
import org.irilb.core.proxy.loop.TimerWheel;
import org.irilb.core.tls.CertificateStore;
import org.jspecify.annotations.Nullable;

/** A bound port and what is counted of it. Any thread. */
public final class Listener {

    private final ListenerConfig config;
    private final Counters counters;
    private final Gauge connections = new Gauge();
    private final LastMalformed malformed = new LastMalformed();
    private final AtomicReference<ListenerState> state = new AtomicReference<>(ListenerState.OPEN);
    private volatile int limit;
    private final @Nullable CertificateStore certificates;
    private final FixedFields fixedFields;
    private volatile Channel channel;
    private volatile InetSocketAddress address;

    /** @param certificates if it speaks TLS */
    public Listener(ListenerConfig config, int loops, @Nullable CertificateStore certificates) {
        this.config = config;
        this.counters = new Counters(loops);
        this.limit = config.maxConnections();
        this.certificates = certificates;
        this.fixedFields = config.tls()
                .map(TlsConfig::responseHeaders)
                .filter(fields -> !fields.isEmpty())
                .map(FixedFields::of)
                .orElse(FixedFields.NONE);
    }

    /** Takes connections through {@code channel} from now on. */
    public void bound(Channel channel) {
        this.channel = channel;
        this.address = (InetSocketAddress) channel.localAddress();
    }

    /** Closes the port, unless it is closed already. Returns whether it was open, once it is closed. */
    public CompletableFuture<Boolean> pause() {
        if (!state.compareAndSet(ListenerState.OPEN, ListenerState.PAUSED)) {
            return CompletableFuture.completedFuture(false);
        }
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        // NIO gives the port back only when it looks at its sockets the next time.
        channel.close()
                .addListener((ChannelFuture closed) -> closed.channel()
                        .eventLoop()
                        .schedule(() -> done.complete(true), TimerWheel.TICK_NANOS, TimeUnit.NANOSECONDS));
        return done;
    }

    /** Closes the port for good. Done when it is closed. */
    public ChannelFuture stop() {
        state.set(ListenerState.STOPPED);
        return channel.close();
    }

    /**
     * Opens the port again, unless it is open, or closed for good.
     *
     * @param bind opens an address
     * @return whether it was closed, once it is open; fails if the port can't be had
     */
    public CompletableFuture<Boolean> resume(Function<InetSocketAddress, ChannelFuture> bind) {
        if (!state.compareAndSet(ListenerState.PAUSED, ListenerState.OPEN)) {
            return CompletableFuture.completedFuture(false);
        }
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        bind.apply(address).addListener((ChannelFuture opened) -> {
            if (opened.isSuccess()) {
                bound(opened.channel());
                opened.channel().config().setAutoRead(true);
                if (state() != ListenerState.OPEN) { // it is to be closed again by now
                    opened.channel().close();
                }
                done.complete(true);
            } else {
                state.compareAndSet(ListenerState.OPEN, ListenerState.PAUSED);
                done.completeExceptionally(opened.cause());
            }
        });
        return done;
    }

    /** A request couldn't be read. */
    public void malformed(InetSocketAddress client, String why, int length, String beginning) {
        malformed.note(client, name(), Optional.empty(), why, length, beginning);
    }

    /** The last request that couldn't be read. */
    public Optional<MalformedMessage> lastMalformed() {
        return malformed.last();
    }

    public ListenerState state() {
        return state.get();
    }

    public String name() {
        return config.name();
    }

    public boolean acceptsProxy() {
        return config.acceptProxy();
    }

    public Http2Config http2() {
        return config.http2();
    }

    /** What its clients get; null if it speaks plain HTTP. */
    @Nullable
    public CertificateStore certificates() {
        return certificates;
    }

    public boolean isSecure() {
        return certificates != null;
    }

    /** The field that tells nodes whom a client's certificate names; empty for none. */
    public Optional<String> subjectField() {
        return config.tls().flatMap(TlsConfig::clientCertificates).flatMap(ClientCertificateConfig::subjectField);
    }

    /** What every answer carries. */
    public FixedFields fixedFields() {
        return fixedFields;
    }

    /** Where to clients are sent instead of being served; null if they are served. */
    @Nullable
    public OwnAnswer redirect(RequestHead head) {
        return config.redirectPort().isEmpty()
                ? null
                : Redirect.to(config.redirectPort().get(), head);
    }

    public int limit() {
        return limit;
    }

    /** Takes effect with the next connection; what is open stays. */
    public void limit(int limit) {
        this.limit = limit;
    }

    public Counters counters() {
        return counters;
    }

    public Gauge connections() {
        return connections;
    }

    public InetSocketAddress address() {
        return address;
    }

    /** The host as configured, for whoever reads it knows that one, and the port, which the system may have chosen. */
    public String shownAddress() {
        return config.addressWith(address().getPort());
    }

    public Channel channel() {
        return channel;
    }
}
