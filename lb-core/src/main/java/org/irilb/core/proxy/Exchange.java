package org.irilb.core.proxy;

import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.irilb.core.config.Timeouts;
import org.irilb.core.http.ChunkedDecoder;
import org.irilb.core.http.Framing;
import org.irilb.core.http.HeadWriter;
import org.irilb.core.http.OwnAnswer;
import org.irilb.core.http.ResponseHead;
import org.irilb.core.metrics.Counter;
import org.irilb.core.pool.Asker;
import org.irilb.core.pool.Member;
import org.irilb.core.pool.Node;
import org.irilb.core.pool.Pool;
import org.irilb.core.pool.Ticket;
import org.irilb.core.pool.Waiter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request on its way: it waits for a place at a node, is sent, and its answer is passed on. Retries and timeouts
 * live here and nowhere else. One loop's, except {@link #granted}, which hands over to it.
 */
final class Exchange implements Waiter {

    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

    /** Before the same node is tried again; HAProxy manual, chapter 4.2, "retries". */
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private enum State {
        /** In the pool's queue. */
        WAITING,
        /** The only node there is refused the connection; it will be tried again. */
        PAUSING,
        /** A place is taken, and a connection is being opened. */
        CONNECTING,
        /** Sent; nothing of the final answer has come yet. */
        AWAITING,
        /** The answer is being passed on. */
        ANSWERING,
        DONE
    }

    private final Worker worker;
    private final ClientConnection client;
    private final Request request;
    private final Timeout timeout = new Timeout(this::timedOut);
    private Pool pool;
    private State state = State.WAITING;
    private Asker asker;
    private int retries;
    private boolean inBudget;
    private boolean sentBefore;
    private long sentNanos;
    private boolean clientGone;
    private @Nullable Ticket ticket;
    private @Nullable Member member;
    private @Nullable NodeConnection connection;
    private boolean chunked;
    private boolean close;
    private long sent;

    Exchange(Worker worker, ClientConnection client, Request request, Pool pool) {
        this.worker = worker;
        this.client = client;
        this.request = request;
        this.pool = pool;
        this.asker = client.asker();
    }

    void start() {
        pool.state().sessions().increment();
        count(Counter.SESSIONS);
        count(Counter.REQUESTS);
        add(Counter.BYTES_IN, request.bytesIn());
        admit();
    }

    private void admit() {
        pool = worker.snapshot().current(pool);
        Member next = pool.admit(asker);
        if (next != null) {
            connect(next);
        } else if (pool.hasUsable()) {
            state = State.WAITING;
            long now = System.nanoTime();
            worker.timers().schedule(timeout, now + timeouts().queue().toNanos());
            ticket = worker.snapshot().places().enqueue(pool, this, asker, now);
        } else {
            count(Counter.CONNECT_ERRORS);
            refuse(new OwnAnswer(503, "No node is available", 5));
        }
    }

    @Override
    public void granted(Member member) {
        worker.loop().execute(() -> {
            switch (state) {
                case WAITING -> {
                    ticket = null;
                    connect(member);
                }
                case DONE -> worker.snapshot().places().release(member);
                case PAUSING, CONNECTING, AWAITING, ANSWERING -> throw new IllegalStateException(state.toString());
            }
        });
    }

    private void connect(Member member) {
        this.member = member;
        state = State.CONNECTING;
        count(Counter.SELECTIONS);
        addAt(member, Counter.SESSIONS, 1);
        boolean keptWillDo = request.isRepeatable() && !sentBefore;
        NodeConnection idle = keptWillDo ? worker.connections().borrow(member.node()) : null;
        if (idle != null) {
            count(Counter.REUSES);
            send(idle);
            return;
        }
        count(Counter.CONNECTS);
        // The connector keeps the time, so that the exchange hears of each attempt's end exactly once.
        worker.timers().cancel(timeout);
        worker.connections().connect(member.node(), this);
    }

    /** A connection stands; the exchange may be over by now. */
    void connected(NodeConnection connection) {
        switch (state) {
            case CONNECTING -> send(connection);
            case DONE -> connection.close();
            case WAITING, PAUSING, AWAITING, ANSWERING -> throw new IllegalStateException(state.toString());
        }
    }

    /** An attempt to connect has failed; nothing was sent. */
    void connectFailed(Throwable cause) {
        switch (state) {
            case CONNECTING -> {
                count(Counter.CONNECT_ERRORS);
                rateFailure();
                LOG.debug("no connection to node {}: {}", member, cause.toString());
                tryAgain(new OwnAnswer(503, "No node can be reached", 5));
            }
            case DONE -> {}
            case WAITING, PAUSING, AWAITING, ANSWERING -> throw new IllegalStateException(state.toString());
        }
    }

    /** Tries another node, or the same one if there is no other; {@code otherwise} is said if no try is left. */
    private void tryAgain(OwnAnswer otherwise) {
        Member from = member;
        Node failed = leaveNode();
        if (retries == pool.config().retries() || !takeFromBudget()) {
            refuse(otherwise);
            return;
        }
        retries++;
        count(Counter.RETRIES);
        addAt(from, Counter.RETRIES, 1);
        asker = asker.afterTrying(failed);
        pool = worker.snapshot().current(pool);
        if (pool.offersAnother(asker)) {
            count(Counter.REDISPATCHES);
            addAt(from, Counter.REDISPATCHES, 1);
            admit();
            return;
        }
        asker = client.asker();
        if (sentBefore) {
            admit(); // that a kept connection has ended says nothing against its node
            return;
        }
        state = State.PAUSING;
        schedule(PAUSE_NANOS);
    }

    /** What an attempt takes out of the budget it keeps until it does no more work than a first attempt would. */
    private boolean takeFromBudget() {
        inBudget = inBudget
                || pool.state().retries().tryTake(pool.state().sessions().current());
        if (!inBudget) {
            count(Counter.RETRIES_OVER_BUDGET);
        }
        return inBudget;
    }

    private void leaveBudget() {
        if (inBudget) {
            inBudget = false;
            pool.state().retries().giveBack();
        }
    }

    private void send(NodeConnection connection) {
        this.connection = connection;
        state = State.AWAITING;
        addAt(member, Counter.REQUESTS, 1);
        addAt(member, Counter.BYTES_IN, request.bytesIn());
        if (!sentBefore) {
            leaveBudget();
        }
        connection.send(this, request.head(), request.body(), request.isHead());
        upload(connection);
    }

    /** More of the request has come from the client. */
    void uploaded() {
        if (connection != null && request.isUnfinished()) {
            upload(connection);
        }
    }

    /** The node takes more. */
    void nodeWritable() {
        uploaded();
    }

    /** Sends what is there of the request. The client is read on as the node takes it. */
    private void upload(NodeConnection connection) {
        Upload upload = request.upload();
        if (upload != null) {
            add(Counter.BYTES_IN, upload.moveTo(connection));
            client.readOn();
            if (upload.isMalformed()) {
                clientFailed(OwnAnswer.of(400, "The body's chunks are malformed"));
                return;
            }
            if (!upload.isDone() && client.hasEnded()) {
                clientFailed(OwnAnswer.of(400, "The body is shorter than its head says"));
                return;
            }
        }
        if (state == State.AWAITING) {
            sentNanos = System.nanoTime();
            Duration patience =
                    isWaitingForClient() ? timeouts().client() : timeouts().server();
            worker.timers().schedule(timeout, sentNanos + patience.toNanos());
        }
        connection.outbox().flush();
    }

    private boolean isWaitingForClient() {
        return request.isUnfinished() && connection != null && connection.isWritable();
    }

    /** The rest of the request won't come, or not in time. */
    private void clientFailed(OwnAnswer answer) {
        boolean begun = state == State.ANSWERING;
        count(Counter.CLIENT_ABORTS);
        leaveConnection(false);
        if (begun) {
            client.cut();
            finish(false);
        } else {
            refuse(answer);
        }
    }

    /** An interim answer, which only HTTP/1.1 knows (RFC 9110, section 15.2). */
    void interim(ResponseHead head) {
        if (head.status() == 101) {
            nodeFailed(NodeFailure.MALFORMED);
            return;
        }
        count(Counter.RESPONSES_1XX);
        if (request.minorVersion() >= 1 && !clientGone) {
            ByteBuf out = client.outbox().allocate(HeadWriter.sizeFor(head.length()));
            HeadWriter.response(head, -2, false, request.minorVersion(), worker.dateLine(), out);
            client.outbox().append(out);
            client.outbox().flush();
        }
    }

    /**
     * The final answer begins.
     *
     * @param following bytes that were received together with it
     */
    void answerHead(ResponseHead head, int following) {
        state = State.ANSWERING;
        leaveBudget();
        request.release();
        rate(head.status());
        countAnswer(head.status());
        boolean unknownLength = head.framing() == Framing.CHUNKED || head.framing() == Framing.UNTIL_CLOSE;
        chunked = unknownLength && request.minorVersion() >= 1;
        close = !request.isPersistent() || unknownLength && !chunked || client.isEnding();
        if (!clientGone) {
            ByteBuf out = client.outbox()
                    .allocate(HeadWriter.sizeFor(head.length()) + Math.min(following, Outbox.COPY_LIMIT));
            HeadWriter.response(head, chunked ? -1 : -2, close, request.minorVersion(), worker.dateLine(), out);
            sent += out.readableBytes();
            client.outbox().append(out);
        }
    }

    /** An error of the node's is often quick, which must not make it look fast. */
    private void rate(int status) {
        Member at = member;
        if (status >= 500) {
            rateFailure();
        } else if (at != null) {
            long now = System.nanoTime();
            at.answered(now - sentNanos, now);
        }
    }

    private void rateFailure() {
        Member at = member;
        if (at != null) {
            at.failed(System.nanoTime());
        }
    }

    /** Takes {@code length} bytes of the answer's body out of {@code in}. */
    void answerBody(ByteBuf in, int length) {
        if (clientGone) {
            schedule(timeouts().server().toNanos());
            in.skipBytes(length);
            return;
        }
        sent += length;
        if (chunked) {
            client.outbox().appendChunk(in, length);
        } else {
            client.outbox().append(in, length);
        }
        clientWritable(client.isWritable());
    }

    /** The answer is whole. */
    void answerEnd(@Nullable ChunkedDecoder chunks) {
        if (chunked && !clientGone) {
            client.outbox().appendLastChunk(chunks);
        }
        leaveConnection(!request.isUnfinished());
        finish(!close);
    }

    /** Sends what was gathered while the node's bytes were read. */
    void flushAnswer() {
        if (!clientGone) {
            client.outbox().flush();
        }
    }

    /** The node has failed after the request was sent. */
    void nodeFailed(NodeFailure how) {
        LOG.debug("node {} failed: {}", member, how);
        boolean begun = state == State.ANSWERING;
        boolean mayRepeat = !begun && wasLostWithKeptConnection(how);
        leaveConnection(false);
        if (mayRepeat) {
            sentBefore = true;
            tryAgain(answerTo(how));
            return;
        }
        countFailure(how);
        if (begun) {
            // What was promised can't be kept: the end must not look like one.
            client.cut();
            finish(false);
        } else {
            refuse(answerTo(how));
        }
    }

    /** A node may end a connection that was idle at any time, also when a request is on its way (RFC 9112, 9.3.1). */
    private boolean wasLostWithKeptConnection(NodeFailure how) {
        NodeConnection failed = connection;
        boolean ended = how == NodeFailure.CLOSED || how == NodeFailure.RESET;
        return ended && failed != null && failed.isReused() && !failed.isAnswered() && request.isRepeatable();
    }

    private void countFailure(NodeFailure how) {
        count(Counter.RESPONSE_ERRORS);
        rateFailure();
        if (how == NodeFailure.CLOSED || how == NodeFailure.RESET) {
            count(Counter.SERVER_ABORTS);
        }
    }

    private static OwnAnswer answerTo(NodeFailure how) {
        return switch (how) {
            case TIMEOUT -> OwnAnswer.of(504, "The node didn't answer in time");
            case CLOSED, RESET, MALFORMED -> OwnAnswer.of(502, "The node broke off or sent no valid answer");
        };
    }

    /** The client takes more, or doesn't for now. */
    void clientWritable(boolean writable) {
        if (connection != null && state == State.ANSWERING) {
            connection.reading(writable);
            schedule((writable ? timeouts().server() : timeouts().client()).toNanos());
        }
    }

    /**
     * The client's connection has ended.
     *
     * @param half whether it may still be waiting for the answer
     */
    void clientGone(boolean half) {
        switch (state) {
            case WAITING, PAUSING -> abort();
            case CONNECTING -> {
                if (!half) {
                    abort();
                }
            }
            case AWAITING, ANSWERING -> {
                if (!half && request.outlivesClient()) {
                    // The node goes on with its work, so its place stays taken until it is done.
                    clientGone = true;
                    if (connection != null) {
                        connection.reading(true);
                    }
                } else if (!half) {
                    abort();
                } else {
                    uploaded();
                }
            }
            case DONE -> {}
        }
    }

    private void abort() {
        clientGone = true;
        count(Counter.CLIENT_ABORTS);
        leaveConnection(false);
        finish(false);
    }

    private void timedOut() {
        switch (state) {
            case WAITING -> {
                count(Counter.CONNECT_ERRORS);
                refuse(new OwnAnswer(503, "All nodes are busy", 5));
            }
            case PAUSING -> admit();
            case AWAITING -> {
                if (isWaitingForClient()) {
                    clientFailed(OwnAnswer.of(408, "The request took too long"));
                } else {
                    nodeFailed(NodeFailure.TIMEOUT);
                }
            }
            case ANSWERING -> {
                if (clientGone || client.isWritable()) {
                    nodeFailed(NodeFailure.TIMEOUT);
                } else if (client.outbox().hasProgressed()) {
                    schedule(timeouts().client().toNanos());
                } else {
                    client.cut();
                    abort();
                }
            }
            case CONNECTING, DONE -> throw new IllegalStateException(state.toString());
        }
    }

    private void refuse(OwnAnswer answer) {
        boolean keep = request.isPersistent() && !client.isEnding();
        if (!clientGone) {
            countAnswer(answer.status());
            sent += client.answer(answer, !keep, request.minorVersion(), request.isHead());
        }
        finish(keep);
    }

    private void finish(boolean keep) {
        if (ticket != null) {
            ticket.cancel(); // if a grant is on its way, it finds the exchange done and gives the place back
            ticket = null;
        }
        state = State.DONE;
        leaveBudget();
        worker.timers().cancel(timeout);
        add(Counter.BYTES_OUT, sent);
        client.count(Counter.BYTES_OUT, sent);
        request.release();
        pool.state().sessions().decrement();
        leaveNode();
        client.exchangeDone(keep);
    }

    /** Gives the place back, to whoever waits for it. */
    private @Nullable Node leaveNode() {
        Member left = member;
        if (left == null) {
            return null;
        }
        member = null;
        worker.snapshot().places().release(left);
        return left.node();
    }

    private void leaveConnection(boolean reusable) {
        NodeConnection left = connection;
        Member at = member;
        if (left != null && at != null) {
            connection = null;
            left.release(reusable, at.stats().counters());
        }
    }

    private Timeouts timeouts() {
        return worker.snapshot().config().timeouts();
    }

    private void schedule(long nanosFromNow) {
        worker.timers().schedule(timeout, System.nanoTime() + nanosFromNow);
    }

    private void countAnswer(int status) {
        count(Counter.ofStatus(status));
        client.count(Counter.ofStatus(status), 1);
    }

    private void count(Counter counter) {
        add(counter, 1);
    }

    private void add(Counter counter, long amount) {
        pool.state().counters().add(worker.index(), counter, amount);
        addAt(member, counter, amount);
    }

    private void addAt(@Nullable Member at, Counter counter, long amount) {
        if (at != null) {
            at.stats().counters().add(worker.index(), counter, amount);
        }
    }
}
