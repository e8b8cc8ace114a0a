package org.irilb.core.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * All certificates that a listener has at a time, ready to serve. Whoever uses it says so by {@link #enter} and
 * {@link #leave}, so that native memory is given back behind the last one. Any thread.
 */
final class ServerContexts {

    /** A certificate, and what makes connections with it. */
    record Served(CertifiedKey certified, SslContext context, Optional<OcspStaple> staple) {}

    private final List<Served> all;
    private final CertificateTable<Served> table;
    private final AtomicInteger users = new AtomicInteger(1);

    /**
     * Takes over the contexts, and is entered already.
     *
     * @param strict whether clients are turned away that ask for other names
     */
    ServerContexts(List<Served> all, boolean strict) {
        this.all = List.copyOf(all);
        List<CertificateTable.Entry<Served>> entries = new ArrayList<>();
        for (Served served : all) {
            CertifiedKey certified = served.certified();
            entries.add(new CertificateTable.Entry<>(
                    CertificateNames.of(certified.certificate()),
                    certified.key().getAlgorithm().equals("EC"),
                    served));
        }
        this.table = new CertificateTable<>(entries, strict);
    }

    /** Returns whether it may be used; otherwise there is another by now. */
    boolean enter() {
        int present;
        do {
            present = users.get();
        } while (present > 0 && !users.compareAndSet(present, present + 1));
        return present > 0;
    }

    void leave() {
        if (users.decrementAndGet() == 0) {
            all.forEach(served -> ReferenceCountUtil.release(served.context()));
        }
    }

    void use(TicketKeys keys) {
        all.forEach(served -> keys.applyTo(served.context()));
    }

    /** @return null if there is no certificate for this client */
    @Nullable
    SslHandler handler(ClientHello hello, ByteBufAllocator allocator) {
        Served served = table.choose(hello);
        if (served == null) {
            return null;
        }
        SslHandler handler = served.context().newHandler(allocator);
        handler.setHandshakeTimeoutMillis(0); // the connection has a timeout of its own
        served.staple().filter(staple -> staple.isValidAt(Instant.now())).ifPresent(staple -> staple(handler, staple));
        return handler;
    }

    private static void staple(SslHandler handler, OcspStaple staple) {
        if (handler.engine() instanceof ReferenceCountedOpenSslEngine engine) {
            engine.setOcspResponse(staple.response());
        }
    }
}
