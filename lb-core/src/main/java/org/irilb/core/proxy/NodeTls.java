package org.irilb.core.proxy;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.irilb.core.pool.Node;

/** TLS towards nodes: certificate and name verified by the system's authorities, or neither. Any thread. */
final class NodeTls {

    /** Made when the first such node is connected to: reading the system's authorities takes its time. */
    private static final class Verifying {
        private static final SslContext CONTEXT = context(true);
    }

    private static final class Trusting {
        private static final SslContext CONTEXT = context(false);
    }

    SslHandler handler(ByteBufAllocator allocator, Node node, long handshakeNanos) {
        SslContext context = node.verify() ? Verifying.CONTEXT : Trusting.CONTEXT;
        SslHandler handler = context.newHandler(allocator, node.host(), node.port());
        handler.setHandshakeTimeout(handshakeNanos, TimeUnit.NANOSECONDS);
        return handler;
    }

    private static SslContext context(boolean verify) {
        SslContextBuilder builder = SslContextBuilder.forClient().sslProvider(SslProvider.JDK);
        if (!verify) {
            builder.trustManager(InsecureTrustManagerFactory.INSTANCE).endpointIdentificationAlgorithm(null);
        }
        try {
            return builder.build();
        } catch (SSLException e) {
            throw new IllegalStateException("no TLS towards nodes: " + e.getMessage(), e);
        }
    }
}
