package org.irilb.core.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.irilb.core.command.Command;
import org.irilb.core.config.Timeouts;
import org.irilb.core.guard.Refusal;
import org.irilb.core.http.ForwardedBy;
import org.irilb.core.http.HeadWriter;
import org.irilb.core.http.Method;
import org.irilb.core.http.OwnAnswer;
import org.irilb.core.http.RequestHead;
import org.irilb.core.metrics.Counter;
import org.irilb.core.pool.Asker;
import org.irilb.core.snapshot.Snapshot;
import org.jspecify.annotations.Nullable;

/**
 * A client's connection: reads one request after the other, has each judged and sent on its way, and takes its answer
 * back. What the client sends meanwhile waits. One loop's.
 */
final class ClientConnection extends ChannelInboundHandlerAdapter {

    /** Sent ahead by a client that doesn't wait for answers; what is beyond it stays in the kernel. */
    private static final int MAX_AHEAD = 64 * 1024;

    /** How long a client may take to see our last answer before the connection is closed (RFC 9112, section 9.6). */
    private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final ByteBuf CONTINUE = Unpooled.unreleasableBuffer(
            Unpooled.directBuffer().writeBytes("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));

    private enum State {
        /** A request is awaited, or being received. */
        READING,
        /** A request is on its way. */
        EXCHANGE,
        /** All is said, and on its way to the client; what still comes is thrown away. */
        ENDING,
        /** The client has got everything, and may still be sending. */
        LINGERING,
        CLOSED
    }

    private final Worker worker;
    private final Listener listener;
    private final SocketChannel channel;
    private final InetSocketAddress source;
    private final Asker asker;
    private final ForwardedBy forwardedBy;
    private final Outbox outbox;
    private final RequestReader reader;
    private final Timeout timeout = new Timeout(this::timedOut);
    private State state = State.READING;
    private boolean served;
    private boolean requestBegun;
    private boolean inputEnded;
    private boolean proceeding;
    private @Nullable Exchange exchange;
    private @Nullable Upload upload;

    /** @param channel connected, and to be registered with the worker's loop */
    ClientConnection(Worker worker, Listener listener, SocketChannel channel) {
        this.worker = worker;
        this.listener = listener;
        this.channel = channel;
        this.source = channel.remoteAddress();
        this.asker = Asker.from(source.getAddress());
        this.forwardedBy = ForwardedBy.of(
                source.getAddress().getHostAddress(), "http", listener.pseudonym(), authority(channel.localAddress()));
        this.outbox = new Outbox(channel);
        this.reader = new RequestReader(worker);
    }

    private static String authority(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        worker.opened(this);
        count(Counter.SESSIONS, 1);
        if (worker.isDraining()) {
            drain();
            return;
        }
        schedule(timeouts().request().toNanos());
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf data = (ByteBuf) message;
        if (state != State.READING && state != State.EXCHANGE) {
            data.release();
            return;
        }
        count(Counter.BYTES_IN, data.readableBytes());
        reader.add(data);
        if (state == State.READING) {
            proceed();
        } else if (exchange != null) {
            exchange.uploaded();
        }
        reading(state == State.READING || reader.buffered() <= MAX_AHEAD);
    }

    /** Reads what the client sends, or leaves it where it is. */
    private void reading(boolean on) {
        if (channel.config().isAutoRead() != on) {
            channel.config().setAutoRead(on);
        }
    }

    /** What the client has sent ahead was used. */
    void readOn() {
        reading(reader.buffered() <= MAX_AHEAD);
    }

    /** Reads requests for as long as there are whole ones, and none is on its way. */
    private void proceed() {
        if (proceeding) {
            return; // an exchange has ended before it was begun with; the loop below goes on
        }
        proceeding = true;
        while (state == State.READING && reader.buffered() > 0 && readRequest()) {
            // each turn serves a request
        }
        proceeding = false;
        if (state == State.READING && inputEnded) {
            countUnfinished();
            end(false);
        }
    }

    /** Returns whether there may be another one. */
    private boolean readRequest() {
        if (!requestBegun) {
            requestBegun = true;
            schedule(timeouts().request().toNanos());
        }
        Snapshot snapshot = worker.snapshot();
        return switch (reader.read(snapshot.config().maxBody(), snapshot.looksAtCommands())) {
            case NEEDS_MORE -> false;
            case CONTINUE_WANTED -> {
                channel.writeAndFlush(CONTINUE.duplicate(), channel.voidPromise());
                yield true;
            }
            case REFUSED -> {
                count(Counter.REQUEST_ERRORS, 1);
                refuseAndEnd(reader.refusal());
                yield false;
            }
            case READY -> {
                serve(snapshot);
                yield true;
            }
        };
    }

    private void serve(Snapshot snapshot) {
        RequestHead head = worker.requestHead();
        count(Counter.REQUESTS, 1);
        requestBegun = false;
        served = true;
        if (head.maxForwards() == 0) {
            intercept(head);
            return;
        }
        boolean options = head.method() == Method.OPTIONS;
        byte[] required = snapshot.requiredHeader();
        Command command = snapshot.looksAtCommands()
                ? worker.commands().read(reader.bytes(), reader.bodyOffset(), reader.bodyLength())
                : Command.NONE;
        Refusal refusal = snapshot.guard().checkHead(options, required == null || head.has(required));
        if (refusal == null) {
            refusal = snapshot.guard().checkBody(options, command, source.getAddress());
        }
        if (refusal != null) {
            count(Counter.DENIED_REQUESTS, 1);
            answerAndGoOn(OwnAnswer.of(refusal.status(), refusal.message()), head);
            return;
        }
        worker.timers().cancel(timeout);
        state = State.EXCHANGE;
        Request request = request(command, head);
        Exchange next = new Exchange(worker, this, request, snapshot.route(command));
        exchange = next;
        upload = request.upload();
        reader.next();
        next.start();
    }

    private Request request(Command command, RequestHead head) {
        ByteBuf out = reader.allocate(channel.alloc(), HeadWriter.sizeFor(head.length()));
        HeadWriter.request(head, forwardedBy, lengthToNode(head), reader.isStreamed(), out);
        ByteBuf body = null;
        if (reader.isSmall()) {
            out.writeBytes(reader.bytes(), reader.bodyOffset(), reader.bodyLength());
        } else {
            body = reader.body();
        }
        return new Request(
                command,
                head.method(),
                head.minorVersion(),
                head.isPersistent(),
                (long) head.length() + reader.bodyLength(),
                out,
                body,
                reader.isStreamed() ? new Upload(reader, head) : null);
    }

    /** What is said of the body's length, see {@link HeadWriter#request}. */
    private long lengthToNode(RequestHead head) {
        return switch (head.framing()) {
            case NONE, UNTIL_CLOSE -> -2;
            case LENGTH -> head.contentLength();
            case CHUNKED -> reader.isStreamed() ? -1 : reader.bodyLength();
        };
    }

    /** This is as far as the request may go (RFC 9110, section 7.6.2). */
    private void intercept(RequestHead head) {
        count(Counter.INTERCEPTED, 1);
        answerAndGoOn(OwnAnswer.of(200, ""), head);
    }

    private void answerAndGoOn(OwnAnswer answer, RequestHead head) {
        boolean keep = head.isPersistent() && !isEnding();
        int minorVersion = head.minorVersion();
        boolean toHead = head.method() == Method.HEAD;
        reader.next();
        countAnswer(answer.status());
        count(Counter.BYTES_OUT, answer(answer, !keep, minorVersion, toHead));
        if (keep) {
            schedule(timeouts().keepAlive().toNanos());
        } else {
            end();
        }
    }

    /** Says what is wrong with bytes that can't be trusted, and reads no more of them. */
    private void refuseAndEnd(OwnAnswer answer) {
        countAnswer(answer.status());
        count(Counter.BYTES_OUT, answer(answer, true, 1, false));
        end(true);
    }

    /** Sends an answer of our own; returns its length. */
    int answer(OwnAnswer answer, boolean close, int minorVersion, boolean toHead) {
        ByteBuf out = outbox.allocate(answer.size());
        answer.write(close, minorVersion, toHead, worker.dateLine(), out);
        int length = out.readableBytes();
        outbox.append(out);
        outbox.flush();
        return length;
    }

    /** The exchange is over, with its answer or without. */
    void exchangeDone(boolean keep) {
        exchange = null;
        outbox.flush();
        boolean unfinished = isUploading();
        upload = null;
        if (state != State.EXCHANGE) {
            return;
        }
        state = State.READING;
        if (!keep) {
            end(unfinished || reader.buffered() > 0);
            return;
        }
        schedule(timeouts().keepAlive().toNanos());
        reading(true);
        proceed();
    }

    /** Ends the connection behind the last answer, once the client has taken all of it. */
    private void end() {
        end(reader.buffered() > 0);
    }

    /** @param lingering whether the client may be sending, so that closing at once could lose it the answer */
    private void end(boolean lingering) {
        state = State.ENDING;
        reader.release();
        schedule(timeouts().client().toNanos());
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> {
            if (state == State.ENDING) {
                taken(lingering);
            }
        });
    }

    private void taken(boolean lingering) {
        if (!lingering || inputEnded) {
            close();
            return;
        }
        state = State.LINGERING;
        channel.config().setAutoRead(true);
        channel.shutdownOutput();
        schedule(LINGER_NANOS);
    }

    /** Breaks the connection off in the middle of an answer, so that nobody takes what was sent for all of it. */
    void cut() {
        if (channel.isOpen()) { // an exchange may outlive its client, and a closed socket takes no options
            channel.config().setSoLinger(0);
            close();
        }
    }

    void close() {
        channel.close();
    }

    /** Ends a connection that nothing is asked on; a request that has begun is still served, as the last one. */
    void drain() {
        if (state == State.READING && !requestBegun) {
            end(false);
        }
    }

    private void timedOut() {
        switch (state) {
            case READING -> {
                if (requestBegun || !served) {
                    count(Counter.REQUEST_ERRORS, 1);
                    refuseAndEnd(OwnAnswer.of(408, "The request took too long"));
                } else if (outbox.isPending()) {
                    end(false); // the client still takes its last answer, and gets the time for that
                } else {
                    close(); // an idle connection; nobody waits for an answer
                }
            }
            case ENDING -> {
                if (outbox.hasProgressed()) {
                    schedule(timeouts().client().toNanos());
                } else {
                    cut();
                }
            }
            case LINGERING -> close();
            case EXCHANGE, CLOSED -> throw new IllegalStateException(state.toString());
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            inputEnded = true;
            switch (state) {
                case READING -> {
                    countUnfinished();
                    end(false);
                }
                case ENDING -> {}
                case LINGERING -> close();
                case EXCHANGE -> {
                    if (exchange != null) {
                        exchange.clientGone(true);
                    }
                }
                case CLOSED -> {}
            }
        }
    }

    private void countUnfinished() {
        if (state == State.READING && requestBegun) {
            count(Counter.REQUEST_ERRORS, 1);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (exchange != null) {
            exchange.clientWritable(channel.isWritable());
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (state == State.CLOSED) {
            return;
        }
        if (!inputEnded) {
            countUnfinished();
        }
        state = State.CLOSED;
        worker.timers().cancel(timeout);
        worker.closed(this);
        if (exchange != null) {
            exchange.clientGone(false);
        }
        outbox.release();
        reader.release();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }

    /** Whether no more requests will come, so that the present answer is the last. */
    boolean isEnding() {
        return worker.isDraining() || isUploading() || hasEnded();
    }

    /** Whether everything that the client has to say was used. */
    boolean hasEnded() {
        return inputEnded && reader.buffered() == 0;
    }

    /** Whether the request that is on its way isn't whole yet. */
    private boolean isUploading() {
        return upload != null && !upload.isDone();
    }

    boolean isWritable() {
        return channel.isWritable();
    }

    /** Who this client is to balancers, before he has tried anything. */
    Asker asker() {
        return asker;
    }

    Outbox outbox() {
        return outbox;
    }

    void count(Counter counter, long amount) {
        listener.counters().add(worker.index(), counter, amount);
    }

    private void countAnswer(int status) {
        count(Counter.ofStatus(status), 1);
    }

    private Timeouts timeouts() {
        return worker.snapshot().config().timeouts();
    }

    private void schedule(long nanosFromNow) {
        worker.timers().schedule(timeout, System.nanoTime() + nanosFromNow);
    }
}
