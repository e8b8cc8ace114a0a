package org.irilb.core.tls;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Certificates that prove to an authority that a host is ours. Who asks for the protocol of that gets them, and nobody
 * else (RFC 8737). Any thread.
 */
public final class DomainProofs {

    static final String PROTOCOL = "acme-tls/1";

    private static final ApplicationProtocolConfig ALPN = new ApplicationProtocolConfig(
            Protocol.ALPN, SelectorFailureBehavior.NO_ADVERTISE, SelectedListenerFailureBehavior.ACCEPT, PROTOCOL);

    private final Map<String, SslContext> contexts = new ConcurrentHashMap<>();

    /**
     * Has the proof of a domain given until {@link #forget}.
     *
     * @param domain in lower case
     * @throws SSLException if nothing can be made of it
     */
    public void tell(String domain, CertifiedKey proof) throws SSLException {
        contexts.put(
                domain,
                SslContextBuilder.forServer(proof.key(), proof.chain())
                        .sslProvider(SslProvider.JDK)
                        .applicationProtocolConfig(ALPN)
                        .build());
    }

    public void forget(String domain) {
        contexts.remove(domain);
    }

    /**
     * What speaks TLS with an authority that asks for a proof; nothing is to be said over it.
     *
     * @param hello the client's first message, behind its header; its indices stay as they are
     * @return null for all others
     */
    public @Nullable SslHandler handler(ByteBuf hello, ByteBufAllocator allocator) {
        if (contexts.isEmpty()) {
            return null;
        }
        ClientHello said = ClientHello.read(hello);
        SslContext context = said.wantsProof() ? contexts.get(said.serverName()) : null;
        return context == null ? null : context.newHandler(allocator);
    }
}
