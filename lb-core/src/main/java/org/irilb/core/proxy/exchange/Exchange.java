package org.irilb.core.proxy.exchange;

import io.netty.buffer.ByteBuf;
import java.time.Duration;
import org.irilb.core.config.Timeouts;
import org.irilb.core.http.ChunkedDecoder;
import org.irilb.core.http.OwnAnswer;
import org.irilb.core.http.ResponseHead;
import org.irilb.core.metrics.AccessRecord.Ending;
import org.irilb.core.metrics.AccessRecord.Phase;
import org.irilb.core.metrics.Counter;
import org.irilb.core.metrics.LoopStatus.ExchangeStatus;
import org.irilb.core.pool.Member;
import org.irilb.core.pool.Pool;
import org.irilb.core.proxy.loop.Timeout;
import org.irilb.core.proxy.node.Caller;
import org.irilb.core.proxy.node.NodeConnection;
import org.irilb.core.proxy.node.NodeFailure;
import org.irilb.core.proxy.request.Request;
import org.irilb.core.proxy.request.Upload;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request on its way: a {@link Dispatch} takes it to a node, it is sent, and its answer is passed on. Timeouts live
 * here and nowhere else. One loop's.
 */
final class Exchange implements Serving, Caller {

    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

    private enum State {
        /** On the way to a node. */
        DISPATCHING,
        /** Sent, or being sent; nothing of the final answer has come yet. */
        AWAITING,
        /** The answer is being passed on. */
        ANSWERING,
        /** Client and node speak another protocol with each other. */
        TUNNELLING,
        DONE
    }

    private final long id;
    private final ClientConnection client;
    private final Request request;
    private final Account account;
    private final Dispatch dispatch;
    private final Reply reply;
    private final @Nullable Job job;
    private final Timeout timeout = new Timeout(this::timedOut);
    private State state = State.DISPATCHING;
    private @Nullable NodeConnection connection;

    /** @param job what it has a node do, if others may wait for that too */
    Exchange(ClientConnection client, Request request, Account account, Pool pool, @Nullable Job job) {
        this.id = client.worker().nextId();
        this.client = client;
        this.request = request;
        this.account = account;
        this.dispatch = new Dispatch(this, request, account, pool, job);
        this.reply = new Reply(client, request, account, job);
        this.job = job;
    }

    @Override
    public void start() {
        dispatch.start();
    }

    @Override
    public ExchangeStatus status() {
        return account.status(id, phase());
    }

    @Override
    public ClientConnection client() {
        return client;
    }

    private Phase phase() {
        return switch (state) {
            case DISPATCHING -> dispatch.phase();
            case AWAITING -> Phase.HEADERS;
            case ANSWERING, TUNNELLING -> Phase.DATA;
            case DONE -> Phase.END;
        };
    }

    /** Sends it on its way on a connection that is its own. */
    void send(NodeConnection connection) {
        this.connection = connection;
        state = State.AWAITING;
        account.connected(request.bytesIn());
        account.counts().toNode(connection.send(this, request.head(), request.body(), request.isHead()));
        upload(connection);
    }

    @Override
    public void received() {
        if (connection != null && client.input().isUploading()) {
            upload(connection);
        }
    }

    @Override
    public void nodeWritable() {
        received();
    }

    /** Sends what is there of the request. The client is read on as the node takes it. */
    private void upload(NodeConnection connection) {
        Upload upload = client.input().upload();
        if (upload != null) {
            long moved = upload.moveTo(connection);
            account.add(Counter.BYTES_IN, moved);
            account.counts().toNode(moved);
            client.readOn();
            if (upload.isMalformed()) {
                clientFailed(OwnAnswer.of(400, "The body's chunks are malformed"), Ending.REFUSED);
                return;
            }
            if (!upload.isDone() && client.input().isUsedUp()) {
                clientEnded(upload, connection);
                return;
            }
        }
        scheduleTransfer();
        connection.outbox().flush();
    }

    /** The client has said all it had to say: a tunnel may be closed one way, but a body is too short. */
    private void clientEnded(Upload upload, NodeConnection connection) {
        if (state == State.TUNNELLING) {
            upload.end();
            connection.endOutput();
        } else {
            clientFailed(OwnAnswer.of(400, "The body is shorter than its head says"), Ending.CLIENT_LEFT);
        }
    }

    /** Begins to wait for whoever has the next move. */
    private void scheduleTransfer() {
        switch (state) {
            case AWAITING ->
                schedule(isWaitingForClient() ? timeouts().client() : timeouts().server());
            case ANSWERING ->
                schedule(mayGoOn() ? timeouts().server() : timeouts().client());
            case TUNNELLING -> schedule(timeouts().tunnel());
            case DISPATCHING, DONE -> {}
        }
    }

    /** Whether it is the node's turn: the client takes what comes, or it needn't. */
    private boolean mayGoOn() {
        return reply.isAbandoned() || reply.isShared() || client.isWritable();
    }

    private boolean isWaitingForClient() {
        return client.input().isUploading() && connection != null && connection.isWritable();
    }

    /** The rest of the request won't come, or not in time. */
    private void clientFailed(OwnAnswer answer, Ending ending) {
        account.count(Counter.CLIENT_ABORTS);
        leaveConnection(false);
        if (state == State.AWAITING) {
            refuse(answer, ending, Phase.REQUEST);
        } else {
            cut(ending);
        }
    }

    @Override
    public void heard(int bytes) {
        account.counts().fromNode(bytes);
    }

    @Override
    public void interim(ResponseHead head) {
        account.count(Counter.RESPONSES_1XX);
        reply.interim(head);
    }

    @Override
    public boolean protocolSwitched(ResponseHead head) {
        if (!request.wantsWebSocket() || !head.isWebSocket() || reply.isAbandoned()) {
            nodeFailed(NodeFailure.MALFORMED);
            return false;
        }
        reply.beginTunnel(head);
        account.switched(head.status());
        request.release();
        state = State.TUNNELLING;
        client.input().streamAll();
        received();
        return true;
    }

    @Override
    public void answerHead(ResponseHead head, int following) {
        state = State.ANSWERING;
        dispatch.leaveBudget();
        request.release();
        account.answered(head.status());
        account.nodeAnswered(head.status());
        reply.begin(head, following);
    }

    @Override
    public void answerBody(ByteBuf in, int length) {
        account.nodeSaid(in, length);
        reply.body(in, length);
        clientWritable(mayGoOn());
    }

    @Override
    public void answerEnd(@Nullable ChunkedDecoder chunks) {
        reply.end(chunks);
        leaveConnection(!client.input().isUploading());
        boolean seen = !reply.isAbandoned();
        finish(!reply.isLast(), seen ? Ending.NORMAL : Ending.CLIENT_LEFT, seen ? Phase.END : Phase.DATA);
    }

    @Override
    public void flushAnswer() {
        reply.flush();
    }

    @Override
    public void malformed(String why, ByteBuf in) {
        account.malformed(why, in);
    }

    @Override
    public void nodeFailed(NodeFailure how) {
        LOG.debug("node {} failed: {}", dispatch.member(), how);
        if (how == NodeFailure.REJECTED && state == State.AWAITING && request.isWhole()) {
            leaveConnection(false);
            account.rejected();
            dispatchAgain(how);
            return;
        }
        boolean mayRepeat = state == State.AWAITING && wasLostWithKeptConnection(how);
        leaveConnection(false);
        if (mayRepeat) {
            dispatch.noteSent();
            dispatchAgain(how);
            return;
        }
        account.count(Counter.RESPONSE_ERRORS);
        account.nodeFailed(state == State.TUNNELLING ? null : how.fault(request.outlivesClient()));
        if (how.isAbort()) {
            account.count(Counter.SERVER_ABORTS);
        }
        if (state == State.AWAITING) {
            refuse(how.answer(), how.ending(), phase());
        } else {
            cut(how.ending());
        }
    }

    private void dispatchAgain(NodeFailure how) {
        state = State.DISPATCHING;
        dispatch.again(how.answer());
    }

    /** A node may end a connection that was idle at any time, also when a request is on its way (RFC 9112, 9.3.1). */
    private boolean wasLostWithKeptConnection(NodeFailure how) {
        NodeConnection failed = connection;
        return how.isAbort() && failed != null && failed.isReused() && !failed.isAnswered() && request.isRepeatable();
    }

    @Override
    public void clientWritable(boolean writable) {
        if (connection == null) {
            return;
        }
        switch (state) {
            // any number of interim answers may come, and none of them gives the node more time
            case AWAITING -> connection.reading(writable);
            case ANSWERING, TUNNELLING -> {
                connection.reading(writable);
                scheduleTransfer();
            }
            case DISPATCHING, DONE -> {}
        }
    }

    @Override
    public void clientGone(boolean half) {
        boolean othersWait = job != null && job.clientGone();
        switch (state) {
            case DISPATCHING -> {
                if (!othersWait && !(half && dispatch.isConnecting())) {
                    abort(Ending.CLIENT_LEFT);
                } else if (!half) {
                    reply.abandon();
                }
            }
            case AWAITING, ANSWERING, TUNNELLING -> {
                if (half) {
                    received();
                } else if (request.outlivesClient()) {
                    // The node goes on with its work, so its place stays taken until it is done.
                    reply.abandon();
                    if (connection != null) {
                        connection.reading(true);
                    }
                } else {
                    abort(Ending.CLIENT_LEFT);
                }
            }
            case DONE -> {}
        }
    }

    /**
     * Ends it if no node has it yet; who waits is told what a node says of interrupted work.
     *
     * @return whether a node is at it, so that only the node can end it
     */
    boolean endUnsent() {
        return switch (state) {
            case DISPATCHING -> {
                reply.play(KeptAnswer.INTERRUPTED);
                finish(!reply.isLast(), Ending.LOCAL, phase());
                yield false;
            }
            case AWAITING -> true;
            case ANSWERING, TUNNELLING, DONE -> false;
        };
    }

    private void abort(Ending ending) {
        reply.abandon();
        account.count(Counter.CLIENT_ABORTS);
        leaveConnection(false);
        finish(false, ending, phase());
    }

    /** What was promised can't be kept: the end must not look like one. */
    private void cut(Ending ending) {
        client.cut();
        finish(false, ending, phase());
    }

    private void timedOut() {
        switch (state) {
            case DISPATCHING -> dispatch.timedOut();
            case AWAITING -> {
                if (isWaitingForClient()) {
                    clientFailed(OwnAnswer.of(408, "The request took too long"), Ending.CLIENT_SLOW);
                } else {
                    nodeFailed(NodeFailure.TIMEOUT);
                }
            }
            case ANSWERING, TUNNELLING -> transferTimedOut();
            case DONE -> throw new IllegalStateException(state.toString());
        }
    }

    private void transferTimedOut() {
        if (mayGoOn()) {
            nodeFailed(NodeFailure.TIMEOUT);
        } else if (client.outbox().hasProgressed()) {
            scheduleTransfer();
        } else {
            client.cut();
            abort(Ending.CLIENT_SLOW);
        }
    }

    /** Says something of our own instead of a node's answer, and ends. */
    void refuse(OwnAnswer answer, Ending ending, Phase phase) {
        finish(reply.refuse(answer), ending, phase);
    }

    private void finish(boolean keep, Ending ending, Phase phase) {
        state = State.DONE;
        unschedule();
        request.release();
        reply.release();
        account.end(ending, phase);
        dispatch.end();
        if (job != null) {
            job.over();
        }
        client.exchangeDone(keep);
    }

    private void leaveConnection(boolean reusable) {
        NodeConnection left = connection;
        Member at = dispatch.member();
        if (left != null && at != null) {
            connection = null;
            account.counts().disconnected();
            left.release(reusable, at);
        }
    }

    private Timeouts timeouts() {
        return client.worker().timeouts();
    }

    /** Has the time run out {@code fromNow}, unless something happens. */
    void schedule(Duration fromNow) {
        Worker worker = client.worker();
        worker.timers().schedule(timeout, worker.time().nanos() + fromNow.toNanos());
    }

    /** Has no time run out for now. */
    void unschedule() {
        client.worker().timers().cancel(timeout);
    }
}
