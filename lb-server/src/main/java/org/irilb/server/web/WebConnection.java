package org.irilb.server.web;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client's connection: its requests one after the other, of which the next one is read when the last one is answered.
 * What comes as a body is thrown away, and nothing is read behind it. The loop's.
 */
final class WebConnection extends SimpleChannelInboundHandler<HttpObject> {

    private static final Logger LOG = LoggerFactory.getLogger(WebConnection.class);

    /** For which a client that was refused may go on to send: a close would break the answer off. */
    private static final Duration LINGER = Duration.ofSeconds(2);

    private static final int BODY_BYTES = 64 * 1024;

    private final Site site;
    private final SocketChannel channel;
    private final Duration patience;
    private @Nullable HttpRequest head;
    private int bodyBytes;
    private boolean receiving;
    private boolean refused;
    private boolean lingering;
    private boolean inputEnded;
    private @Nullable Delivery delivery;
    private @Nullable Future<?> timeout;

    /**
     * @param channel of which nothing is read unasked
     * @param patience that a request may take to come, and an answer to be taken
     */
    WebConnection(Site site, SocketChannel channel, Duration patience) {
        this.site = site;
        this.channel = channel;
        this.patience = patience;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        awaitRequest();
    }

    private void awaitRequest() {
        bodyBytes = 0;
        receiving = true;
        closeIn(patience);
        channel.read();
        closeIfOver();
    }

    /** A client that will send no more is told what it asked for before. */
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE) {
            inputEnded = true;
            closeIfOver();
        }
        context.fireUserEventTriggered(event);
    }

    /** What was sent before its end has come when a request is waited for. */
    private void closeIfOver() {
        if (inputEnded && (receiving || lingering)) {
            channel.close();
        }
    }

    private void closeIn(Duration time) {
        stopClock();
        timeout = channel.eventLoop().schedule(() -> channel.close(), time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void stopClock() {
        if (timeout != null) {
            timeout.cancel(false);
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
        if (refused) {
            return;
        }
        try {
            receive(part);
        } catch (BadRequest e) {
            receiving = false;
            refused = true;
            deliver(e.page(), Delivery.Manner.LAST);
        }
    }

    private void receive(HttpObject part) throws BadRequest {
        Request.requireReadable(part);
        if (part instanceof HttpRequest request) {
            head = request;
        }
        if (part instanceof HttpContent content) {
            bodyBytes += content.content().readableBytes();
            if (bodyBytes > BODY_BYTES) {
                throw new BadRequest(413, "body too long (expected: none)");
            }
        }
        if (part instanceof LastHttpContent) {
            receiving = false;
            answer(Objects.requireNonNull(head));
        } else {
            channel.read();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (receiving) { // what came was no whole part
            channel.read();
        }
    }

    private void answer(HttpRequest head) throws BadRequest {
        Request request = Request.of(
                head,
                channel.localAddress().getAddress(),
                channel.remoteAddress().getAddress());
        boolean bodiless = bodyBytes == 0 && !HttpUtil.isTransferEncodingChunked(head);
        Delivery.Manner manner = Delivery.Manner.of(head, bodiless);
        stopClock();
        CompletableFuture<Page> page = site.answer(request);
        if (page.isDone()) {
            deliver(page.join(), manner);
        } else {
            page.thenAcceptAsync(known -> deliver(known, manner), channel.eventLoop());
        }
    }

    private void deliver(Page page, Delivery.Manner manner) {
        if (!channel.isActive()) {
            page.body().close();
            return;
        }
        closeIn(patience);
        delivery = new Delivery(channel, page, manner, this::delivered);
        delivery.begin();
    }

    /** @param last whether nothing may follow */
    private void delivered(boolean last) {
        if (refused) {
            linger();
        } else if (last) {
            channel.close();
        } else {
            channel.eventLoop().execute(this::awaitRequest); // others have their turn
        }
    }

    private void linger() {
        lingering = true;
        channel.shutdownOutput();
        closeIn(LINGER);
        channel.pipeline().addFirst(new Waste());
        channel.config().setAutoRead(true);
        closeIfOver();
    }

    /** Throws away what comes. */
    private static final class Waste extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object bytes) {
            ReferenceCountUtil.release(bytes);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        stopClock();
        if (delivery != null) {
            delivery.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof IOException) {
            LOG.debug("a web client broke off: {}", cause.getMessage());
        } else {
            LOG.error("a connection to the web endpoint was closed", cause);
        }
        channel.close();
    }
}
