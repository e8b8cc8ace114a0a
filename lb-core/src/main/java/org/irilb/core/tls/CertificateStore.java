package org.irilb.core.tls;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslHandler;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.irilb.core.config.ListenerConfig;
import org.irilb.core.config.TlsConfig;
import org.irilb.core.metrics.CertificateStatus;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificates of a listener. Their files are looked at every second, because not every file system reports changes,
 * and a change counts when it is seen twice, since the first time it may be half done. A certificate that can't be used
 * leaves the one before in its place. Who is connected notices nothing of a change. Any thread; the looks are a thread's
 * of its own.
 */
public final class CertificateStore implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CertificateStore.class);

    private static final Duration PACE = Duration.ofSeconds(1);

    private final String listener;
    private final TlsConfig config;
    private final ServerContextFactory factory;
    private final Clock clock = Clock.systemUTC();
    private final ExpiryWarnings expiry;
    private final ScheduledExecutorService thread;
    private CertificateSet present;
    private Look seen;
    private Look taken;
    private TicketKeys tickets = TicketKeys.create(clock.instant());
    private String trouble = "";
    private volatile ServerContexts contexts;
    private volatile List<CertificateStatus> status;

    private CertificateStore(String listener, TlsConfig config) throws PemException {
        this.listener = listener;
        this.config = config;
        this.factory = new ServerContextFactory(config);
        this.expiry = new ExpiryWarnings(listener);
        this.taken = Look.at(config);
        this.seen = taken;
        this.present = CertificateSet.first(taken);
        this.status = present.status(listener);
        this.contexts = present.contexts(factory, config.strictSni());
        contexts.use(tickets);
        expiry.look(status, clock.instant());
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread looks = new Thread(task, "irilb-certificates");
            looks.setDaemon(true);
            return looks;
        });
        thread.scheduleWithFixedDelay(this::look, PACE.toMillis(), PACE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Reads all certificates of a listener, and looks after them from then on. Expired ones are taken, with a warning.
     *
     * @throws IllegalArgumentException if one of them can't be used, or the provider doesn't work on this machine
     */
    public static CertificateStore open(ListenerConfig listener) {
        try {
            return new CertificateStore(listener.name(), listener.tls().orElseThrow());
        } catch (PemException e) {
            throw new IllegalArgumentException(listener.name() + ": " + e.getMessage(), e);
        }
    }

    /** What keeps the certificates of a listener from being used; none if nothing does. */
    public static List<String> problems(TlsConfig config) {
        try {
            return Look.at(config).problems();
        } catch (PemException | IllegalArgumentException e) {
            return List.of(e.getMessage());
        }
    }

    /**
     * What speaks TLS with a client.
     *
     * @param hello the client's first message, behind its header; its indices stay as they are
     * @return null if there is no certificate for this client
     */
    public @Nullable SslHandler handler(ByteBuf hello, ByteBufAllocator allocator) {
        ClientHello said = ClientHello.read(hello);
        ServerContexts now = contexts;
        while (!now.enter()) {
            now = contexts;
        }
        try {
            return now.handler(said, allocator);
        } finally {
            now.leave();
        }
    }

    /** The certificates that clients get now, the first for those that want any. */
    public List<CertificateStatus> status() {
        return status;
    }

    /** Looks now, and takes what is there at its word. Done when new clients are served by it. */
    public CompletableFuture<Void> lookNow() {
        return CompletableFuture.runAsync(
                () -> {
                    look();
                    look();
                },
                thread);
    }

    private void look() {
        try {
            Look now = Look.at(config);
            if (now.equals(seen) && !now.equals(taken)) {
                taken = now;
                take(present.next(now, clock.instant()));
            }
            seen = now;
            trouble = "";
        } catch (PemException e) {
            complain(e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("{}: certificates not taken over", listener, e);
        }
        renewTickets();
        expiry.look(status, clock.instant());
    }

    private void complain(String message) {
        if (!message.equals(trouble)) {
            LOG.warn("{}: {}; what was read before stays", listener, message);
            trouble = message;
        }
    }

    private void take(CertificateSet next) throws PemException {
        next.problems()
                .forEach((files, problem) -> LOG.warn(
                        "{}: {}; {}",
                        listener,
                        problem,
                        next.held().containsKey(files) ? "the one before stays" : "it is passed over"));
        ServerContexts before = contexts;
        ServerContexts after = next.contexts(factory, config.strictSni());
        if (!next.authorities().equals(present.authorities())) {
            tickets = TicketKeys.create(clock.instant()); // whom others let in has to show a certificate again
        }
        after.use(tickets);
        present = next;
        status = next.status(listener);
        contexts = after;
        before.leave();
        LOG.info("{}: {} certificates", listener, status.size());
    }

    private void renewTickets() {
        TicketKeys now = tickets.at(clock.instant());
        if (now != tickets) {
            tickets = now;
            contexts.use(tickets);
        }
    }

    /** Looks no more, once a look that is under way is over. Who is connected stays so. */
    @Override
    public void close() {
        thread.execute(() -> contexts.leave());
        thread.shutdown();
    }
}
