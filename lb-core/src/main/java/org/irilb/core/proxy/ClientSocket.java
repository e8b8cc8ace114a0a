package org.irilb.core.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.Consumer;
import javax.net.ssl.SSLSession;
import org.irilb.core.config.ApplicationProtocol;
import org.irilb.core.config.CipherSuite;
import org.irilb.core.metrics.AccessRecord.Tls;
import org.irilb.core.metrics.Counter;
import org.irilb.core.metrics.HandshakeError;
import org.irilb.core.proxy.exchange.ClientChannel;
import org.irilb.core.proxy.exchange.ClientConnection;
import org.irilb.core.proxy.exchange.Serving;
import org.irilb.core.proxy.exchange.Standing;
import org.irilb.core.proxy.exchange.Worker;
import org.irilb.core.proxy.http2.Http2Session;
import org.irilb.core.proxy.http2.Preface;
import org.irilb.core.proxy.io.Buffers;
import org.irilb.core.proxy.listener.Handshake;
import org.irilb.core.proxy.listener.Listener;
import org.irilb.core.proxy.request.ClientSource;
import org.irilb.core.tls.ClientSubject;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A client's connection over TCP, from its beginning, with or without TLS, to its end. One loop's. */
final class ClientSocket extends ChannelInboundHandlerAdapter implements ClientChannel {

    private static final Logger LOG = LoggerFactory.getLogger(ClientSocket.class);

    private final Worker worker;
    private final Listener listener;
    private final SocketChannel channel;
    private final SocketCarrier carrier;
    private final Standing standing;
    private final ClientConnection client;
    private final Handshake handshake;
    private ClientSource peer;
    private boolean mayBeHttp2;
    private boolean isHttp1;
    private @Nullable ByteBuf beginning;

    /** @param channel connected, and to be registered with the worker's loop */
    ClientSocket(Worker worker, Listener listener, SocketChannel channel) {
        this.worker = worker;
        this.listener = listener;
        this.channel = channel;
        this.peer = source(channel.remoteAddress());
        this.carrier = new SocketCarrier(worker, listener, channel);
        this.standing = new Standing(worker, peer.numeric());
        this.client = new ClientConnection(worker, listener, carrier, peer, standing);
        this.handshake = new Handshake(worker.loop(), this::close);
        this.mayBeHttp2 = !listener.isSecure() && listener.http2().clear();
    }

    private ClientSource source(InetSocketAddress address) {
        return ClientSource.of(
                address,
                channel.localAddress(),
                listener.isSecure(),
                worker.snapshot().config().via());
    }

    /** The peer speaks for another client. */
    void comesFrom(InetSocketAddress address) {
        peer = source(address);
        client.comesFrom(peer);
    }

    Handshake handshake() {
        return handshake;
    }

    /** It is known where the connection comes from. Returns whether it may stay; that of a banned source ends. */
    boolean arrived() {
        boolean stays = standing.arrive(peer.numeric());
        if (!stays) {
            client.count(Counter.DENIED_CONNECTIONS, 1);
            client.reject();
        }
        return stays;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        worker.opened(this);
        if (!listener.acceptsProxy() && !arrived()) {
            return;
        }
        client.count(Counter.SESSIONS, 1);
        if (listener.isSecure()) {
            handshake.begin();
        } else {
            begin();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        worker.time().begin();
        try {
            received(ctx, (ByteBuf) message);
        } finally {
            worker.time().end();
        }
    }

    private void received(ChannelHandlerContext ctx, ByteBuf data) {
        if (!mayBeHttp2) {
            requested(data);
            return;
        }
        ByteBuf input = Buffers.append(beginning, data);
        beginning = null;
        switch (Preface.look(input)) {
            case WHOLE -> becomeHttp2(ctx, input);
            case BEGUN -> beginning = input;
            case NONE -> {
                mayBeHttp2 = false;
                becomeHttp1();
                requested(input);
            }
        }
    }

    private void requested(ByteBuf data) {
        client.count(Counter.H1_BYTES_IN, data.readableBytes());
        client.received(data);
    }

    /** Unless it is so already. */
    private void becomeHttp1() {
        if (!isHttp1) {
            isHttp1 = true;
            client.count(Counter.H1_CONNECTIONS, 1);
        }
    }

    private void endHttp1() {
        if (isHttp1) {
            isHttp1 = false;
            client.count(Counter.H1_CONNECTIONS_ENDED, 1);
        }
    }

    private void becomeHttp2(ChannelHandlerContext ctx, ByteBuf input) {
        endHttp1();
        client.closed();
        worker.closed(this);
        new Http2Session(worker, listener, channel, peer, standing).takeOver(ctx, input);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent ended) {
            handshakeEnded(ctx, ended);
        } else if (event == SslCloseCompletionEvent.SUCCESS) {
            closedByClient();
        } else if (event instanceof ChannelInputShutdownEvent) {
            inputEnded();
        }
    }

    private void handshakeEnded(ChannelHandlerContext ctx, SslHandshakeCompletionEvent ended) {
        if (ended.isSuccess()) {
            handshakeSucceeded(ctx.pipeline().get(SslHandler.class));
        } else {
            count(handshake.failed(ended.cause()));
            LOG.debug(
                    "{}: no TLS with {}: {}",
                    listener.name(),
                    peer.address(),
                    ended.cause().toString());
        }
    }

    private void handshakeSucceeded(SslHandler tls) {
        client.count(Counter.TLS_HANDSHAKES, 1);
        if (handshake.succeeded(tls.engine())) {
            client.count(Counter.TLS_RESUMPTIONS, 1);
        }
        mayBeHttp2 = ApplicationProtocol.HTTP_2.label().equals(tls.applicationProtocol());
        peer = secured(peer, tls.engine().getSession());
        client.comesFrom(peer);
        begin();
    }

    private void count(HandshakeError error) {
        client.count(Counter.TLS_HANDSHAKE_ERRORS, 1);
        client.count(error.counter(), 1);
    }

    /** It speaks HTTP/1 until it says otherwise. */
    private void begin() {
        if (!(mayBeHttp2 && listener.isSecure())) {
            becomeHttp1();
        }
        client.begin();
        if (worker.isDraining()) {
            client.drain();
        }
    }

    private ClientSource secured(ClientSource plain, SSLSession session) {
        ClientSource secure =
                plain.over(new Tls(session.getProtocol(), CipherSuite.openSslName(session.getCipherSuite())));
        return listener.subjectField()
                .flatMap(field -> ClientSubject.of(session)
                        .map(subject -> secure.with(secure.forwardedBy().with(field, subject))))
                .orElse(secure);
    }

    /** The client takes leave, and hears nothing more (RFC 5246, section 7.2.1; BoringSSL has it so for TLS 1.3, too). */
    private void closedByClient() {
        if (carrier.farewell().isBegun()) {
            carrier.farewell().inputEnded();
        } else {
            close();
        }
    }

    private void inputEnded() {
        if (handshake.isUnderWay()) {
            close();
            return;
        }
        carrier.farewell().inputEnded();
        client.inputEnded();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        client.writabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (handshake.isUnderWay()) {
            count(handshake.closed());
        }
        endHttp1();
        carrier.farewell().closed();
        standing.leave();
        worker.closed(this);
        client.closed();
        if (beginning != null) {
            beginning.release();
            beginning = null;
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof DecoderException) {
            if (!handshake.hasFailed()) {
                client.malformed();
            }
        } else if (!(cause instanceof IOException)) {
            client.count(Counter.INTERNAL_ERRORS, 1);
            LOG.warn("client {} is cut off", client.source().address(), cause);
        }
        ctx.close();
    }

    @Override
    public void close() {
        channel.close();
    }

    @Override
    public void drain() {
        if (handshake.isUnderWay()) {
            close();
        } else {
            client.drain();
        }
    }

    @Override
    public void exchanges(Consumer<Serving> sink) {
        Serving exchange = client.exchange();
        if (exchange != null) {
            sink.accept(exchange);
        }
    }
}
