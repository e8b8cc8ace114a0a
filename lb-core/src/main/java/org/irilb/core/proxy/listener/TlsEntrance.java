package org.irilb.core.proxy.listener;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslClientHelloHandler;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import org.irilb.core.proxy.io.Sink;
import org.irilb.core.tls.CertificateStore;
import org.irilb.core.tls.DomainProofs;
import org.irilb.core.tls.UnknownNameException;
import org.jspecify.annotations.Nullable;

/**
 * Waits for what a client says first, chooses a certificate by it, and makes way for what speaks TLS with that. One
 * connection's.
 */
public final class TlsEntrance extends SslClientHelloHandler<SslHandler> {

    /** A fatal alert, {@code unrecognized_name} (RFC 8446, section 6), in a record of its own. */
    private static final byte[] UNRECOGNIZED_NAME = {21, 3, 3, 0, 2, 2, 112};

    private final CertificateStore certificates;
    private final @Nullable DomainProofs proofs;
    private final Handshake handshake;

    /**
     * @param proofs what authorities are shown, if there is anything
     * @param handshake of the connection
     */
    public TlsEntrance(CertificateStore certificates, @Nullable DomainProofs proofs, Handshake handshake) {
        this.certificates = certificates;
        this.proofs = proofs;
        this.handshake = handshake;
    }

    @Override
    protected Future<SslHandler> lookup(ChannelHandlerContext ctx, @Nullable ByteBuf hello) {
        handshake.greeted();
        ByteBuf said = hello == null ? Unpooled.EMPTY_BUFFER : hello;
        SslHandler proof = proofs == null ? null : proofs.handler(said, ctx.alloc());
        if (proof != null) {
            proof.handshakeFuture().addListener(done -> ctx.channel().close()); // the authority has seen it
            return ctx.executor().newSucceededFuture(proof);
        }
        SslHandler handler = certificates.handler(said, ctx.alloc());
        return handler == null
                ? ctx.executor().newFailedFuture(new UnknownNameException())
                : ctx.executor().newSucceededFuture(handler);
    }

    @Override
    protected void onLookupComplete(ChannelHandlerContext ctx, Future<SslHandler> found) {
        if (!found.isSuccess()) {
            ctx.fireUserEventTriggered(new SslHandshakeCompletionEvent(found.cause()));
            ctx.writeAndFlush(Unpooled.wrappedBuffer(UNRECOGNIZED_NAME)).addListener(ChannelFutureListener.CLOSE);
            ctx.pipeline().replace(this, null, Sink.INSTANCE); // or it would look for the same name again
            return;
        }
        SslHandler handler = found.getNow();
        try {
            ctx.pipeline().replace(this, null, handler);
        } catch (RuntimeException e) {
            ReferenceCountUtil.release(handler.engine());
            throw e;
        }
    }
}
