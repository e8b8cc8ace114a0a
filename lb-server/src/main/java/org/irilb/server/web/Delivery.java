package org.irilb.server.web;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.DateFormatter;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.Date;
import java.util.Iterator;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A page on its way to a client, piece by piece: the next one is made only when the system has taken the last one. The
 * loop's.
 */
final class Delivery {

    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    /** Pieces after which other clients have their turn. */
    private static final int PIECES_A_TURN = 4;

    /**
     * How a client is answered.
     *
     * @param version its own
     * @param headOnly whether it wants no more
     * @param last whether the connection is to end behind the answer
     */
    record Manner(HttpVersion version, boolean headOnly, boolean last) {

        static final Manner LAST = new Manner(HttpVersion.HTTP_1_1, false, true);

        /** @param mayLast whether the connection may go on behind the answer */
        static Manner of(HttpRequest head, boolean mayLast) {
            return new Manner(
                    head.protocolVersion(),
                    head.method().equals(HttpMethod.HEAD),
                    !mayLast || !HttpUtil.isKeepAlive(head));
        }

        /** RFC 9112, section 7.1. */
        boolean takesChunks() {
            return !version.equals(HttpVersion.HTTP_1_0);
        }
    }

    private final SocketChannel channel;
    private final Page page;
    private final Manner manner;
    private final boolean last;
    private final Consumer<Boolean> done;
    private final Iterator<ByteBuffer> pieces;
    private boolean closed;

    /** @param done told whether the connection is to end when all is taken; not if that fails, which ends it, too */
    Delivery(SocketChannel channel, Page page, Manner manner, Consumer<Boolean> done) {
        this.channel = channel;
        this.page = page;
        this.manner = manner;
        this.last = manner.last() || page.body().length() == 0 && !manner.takesChunks();
        this.done = done;
        this.pieces =
                manner.headOnly() ? Collections.emptyIterator() : page.body().pieces();
    }

    void begin() {
        guarded(() -> {
            channel.write(head()).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
            sendPieces();
        });
    }

    private void proceed() {
        guarded(this::sendPieces);
    }

    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            LOG.error("a page could not be made", e);
            channel.close();
        }
    }

    /** A body whose length isn't known comes in chunks, or lasts until the connection ends. */
    private HttpResponse head() {
        HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(page.status()));
        HttpHeaders fields = head.headers();
        fields.set(HttpHeaderNames.DATE, DateFormatter.format(new Date()));
        fields.set(HttpHeaderNames.CONTENT_TYPE, page.type());
        fields.set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_CACHE);
        fields.set("X-Content-Type-Options", "nosniff");
        page.fields().forEach(fields::set);
        if (page.body().length() > 0) {
            HttpUtil.setContentLength(head, page.body().length());
        } else {
            HttpUtil.setTransferEncodingChunked(head, manner.takesChunks());
        }
        HttpUtil.setKeepAlive(fields, manner.version(), !last);
        return head;
    }

    private void sendPieces() {
        for (int turn = 0; turn < PIECES_A_TURN; turn++) {
            if (closed || !channel.isActive()) {
                return;
            }
            if (!pieces.hasNext()) {
                whenTaken(channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT), this::end);
                return;
            }
            ChannelFuture piece = channel.writeAndFlush(new DefaultHttpContent(Unpooled.wrappedBuffer(pieces.next())));
            if (!piece.isDone()) {
                whenTaken(piece, this::proceed);
                return;
            }
        }
        channel.eventLoop().execute(this::proceed);
    }

    private static void whenTaken(ChannelFuture written, Runnable next) {
        if (written.isSuccess()) {
            next.run();
            return;
        }
        written.addListener(future -> {
            if (future.isSuccess()) {
                next.run();
            }
        });
    }

    private void end() {
        close();
        done.accept(last);
    }

    /** Nothing more can be said. */
    void close() {
        if (!closed) {
            closed = true;
            page.body().close();
        }
    }
}
