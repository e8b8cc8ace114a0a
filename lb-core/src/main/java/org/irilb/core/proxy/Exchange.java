package org.irilb.core.proxy;

import io.netty.buffer.ByteBuf;
import java.time.Duration;
import org.irilb.core.http.ChunkedDecoder;
import org.irilb.core.http.OwnAnswer;
import org.irilb.core.http.ResponseHead;
import org.irilb.core.metrics.AccessRecord.Ending;
import org.irilb.core.metrics.AccessRecord.Phase;
import org.irilb.core.metrics.Counter;
import org.irilb.core.metrics.LoopStatus.ExchangeStatus;
import org.irilb.core.pool.Member;
import org.irilb.core.pool.Node;
import org.irilb.core.pool.Pool;
import org.irilb.core.pool.Ticket;
import org.irilb.core.pool.Waiter;
import org.irilb.core.proxy.loop.Timeout;
import org.irilb.core.proxy.node.Caller;
import org.irilb.core.proxy.node.Dialer;
import org.irilb.core.proxy.node.NodeConnection;
import org.irilb.core.proxy.node.NodeFailure;
import org.irilb.core.proxy.request.Request;
import org.irilb.core.proxy.request.Upload;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request on its way: it waits for a place at a node, is sent, and its answer is passed on. Retries and timeouts
 * live here and nowhere else. One loop's, except {@link #granted}, which hands over to it.
 */
final class Exchange implements Serving, Dialer, Caller, Waiter {

    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

    /** Before the same node is tried again, at most; HAProxy manual, chapter 4.2, "retries". */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final long id;
    private final Worker worker;
    private final ClientConnection client;
    private final Request request;
    private final Account account;
    private final Attempts attempts;
    private final Reply reply;
    private final @Nullable Job job;
    private final Timeout timeout = new Timeout(this::timedOut);
    private Pool pool;
    private Stage state = Stage.WAITING;
    private @Nullable Ticket ticket;
    private @Nullable Member member;
    private @Nullable NodeConnection connection;

    /** @param job what it has a node do, if others may wait for that too */
    Exchange(Worker worker, ClientConnection client, Request request, Account account, Pool pool, @Nullable Job job) {
        this.id = worker.nextId();
        this.worker = worker;
        this.client = client;
        this.request = request;
        this.account = account;
        this.attempts = new Attempts(client.source().asker());
        this.reply = new Reply(worker, client, request, account, job);
        this.pool = pool;
        this.job = job;
    }

    @Override
    public void start() {
        account.enter(pool.state(), request.bytesIn());
        admit();
    }

    @Override
    public ExchangeStatus status() {
        return account.status(id, state.phase());
    }

    @Override
    public ClientConnection client() {
        return client;
    }

    private void admit() {
        renewPool();
        Member next = pool.admit(attempts.asker());
        if (next != null) {
            connect(next);
        } else if (pool.hasUsable()) {
            state = Stage.WAITING;
            schedule(worker.timeouts().queue());
            account.queued(pool.queued());
            ticket = worker.snapshot()
                    .places()
                    .enqueue(pool, this, attempts.asker(), worker.time().nanos());
        } else {
            account.count(Counter.CONNECT_ERRORS);
            refuse(new OwnAnswer(503, "No node is available", 5), Ending.NODE_FAILED, Phase.CONNECT);
        }
    }

    /** A configuration may have given up the pool since it was looked at last. */
    private void renewPool() {
        Pool now = worker.snapshot().current(pool, request.command());
        if (now.state() != pool.state()) {
            attempts.leaveBudget(pool.state());
            account.moved(now.state());
        }
        pool = now;
    }

    @Override
    public void dismissed() {
        worker.loop().execute(() -> {
            switch (state) {
                case WAITING -> {
                    ticket = null;
                    admit();
                }
                case DONE -> {}
                case PAUSING, CONNECTING, AWAITING, ANSWERING, TUNNELLING ->
                    throw new IllegalStateException(state.toString());
            }
        });
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
                case PAUSING, CONNECTING, AWAITING, ANSWERING, TUNNELLING ->
                    throw new IllegalStateException(state.toString());
            }
        });
    }

    private void connect(Member member) {
        this.member = member;
        if (job != null) {
            job.takes(member);
        }
        state = Stage.CONNECTING;
        account.chosen(member);
        boolean keptWillDo = request.isRepeatable() && !attempts.wasSent();
        NodeConnection idle = keptWillDo ? worker.connections().borrow(member.node()) : null;
        if (idle != null) {
            account.count(Counter.REUSES);
            send(idle);
            return;
        }
        account.count(Counter.CONNECTS);
        // The connector keeps the time, so that the exchange hears of each attempt's end exactly once.
        worker.timers().cancel(timeout);
        worker.connections().connect(member.node(), this);
    }

    @Override
    public void connected(NodeConnection connection) {
        account.opened(connection);
        switch (state) {
            case CONNECTING -> send(connection);
            case DONE -> connection.close();
            case WAITING, PAUSING, AWAITING, ANSWERING, TUNNELLING -> throw new IllegalStateException(state.toString());
        }
    }

    @Override
    public void secured(boolean resumed) {
        account.count(Counter.TLS_HANDSHAKES);
        if (resumed) {
            account.count(Counter.TLS_RESUMPTIONS);
        }
    }

    @Override
    public void insecure() {
        account.count(Counter.TLS_HANDSHAKE_ERRORS);
    }

    @Override
    public void connectFailed(Throwable cause) {
        switch (state) {
            case CONNECTING -> {
                account.connectFailed(cause);
                LOG.debug("no connection to node {}: {}", member, cause.toString());
                tryAgain(NodeFailure.NO_NODE);
            }
            case DONE -> {}
            case WAITING, PAUSING, AWAITING, ANSWERING, TUNNELLING -> throw new IllegalStateException(state.toString());
        }
    }

    /** Tries another node, or the same one if there is no other; {@code otherwise} is said if no try is left. */
    private void tryAgain(OwnAnswer otherwise) {
        Node failed = leaveNode();
        if (attempts.isExhausted(pool)) {
            refuse(otherwise, Ending.NODE_FAILED, state.phase());
            return;
        }
        if (attempts.wasSent() && !attempts.takeFromBudget(pool.state())) {
            account.count(Counter.RETRIES_OVER_BUDGET);
            refuse(otherwise, Ending.NODE_FAILED, state.phase());
            return;
        }
        account.retried();
        renewPool();
        if (attempts.next(pool, failed)) {
            account.redispatched();
            admit();
        } else if (attempts.wasSent()) {
            admit(); // that a kept connection has ended says nothing against its node
        } else {
            state = Stage.PAUSING;
            Duration connect = worker.timeouts().connect();
            schedule(connect.compareTo(PAUSE) < 0 ? connect : PAUSE);
        }
    }

    private void send(NodeConnection connection) {
        this.connection = connection;
        state = Stage.AWAITING;
        account.connected(request.bytesIn());
        account.toNode(connection.send(this, request.head(), request.body(), request.isHead()));
        upload(connection);
    }

    @Override
    public void received() {
        if (connection != null && client.isUploading()) {
            upload(connection);
        }
    }

    @Override
    public void nodeWritable() {
        received();
    }

    /** Sends what is there of the request. The client is read on as the node takes it. */
    private void upload(NodeConnection connection) {
        Upload upload = client.upload();
        if (upload != null) {
            long moved = upload.moveTo(connection);
            account.add(Counter.BYTES_IN, moved);
            account.toNode(moved);
            client.readOn();
            if (upload.isMalformed()) {
                clientFailed(OwnAnswer.of(400, "The body's chunks are malformed"), Ending.REFUSED);
                return;
            }
            if (!upload.isDone() && client.hasEnded()) {
                clientEnded(upload, connection);
                return;
            }
        }
        scheduleTransfer();
        connection.outbox().flush();
    }

    /** The client has said all it had to say: a tunnel may be closed one way, but a body is too short. */
    private void clientEnded(Upload upload, NodeConnection connection) {
        if (state == Stage.TUNNELLING) {
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
                schedule(
                        isWaitingForClient()
                                ? worker.timeouts().client()
                                : worker.timeouts().server());
            case ANSWERING ->
                schedule(
                        mayGoOn()
                                ? worker.timeouts().server()
                                : worker.timeouts().client());
            case TUNNELLING -> schedule(worker.timeouts().tunnel());
            case WAITING, PAUSING, CONNECTING, DONE -> {}
        }
    }

    /** Whether it is the node's turn: the client takes what comes, or it needn't. */
    private boolean mayGoOn() {
        return reply.isAbandoned() || reply.isShared() || client.isWritable();
    }

    private boolean isWaitingForClient() {
        return client.isUploading() && connection != null && connection.isWritable();
    }

    /** The rest of the request won't come, or not in time. */
    private void clientFailed(OwnAnswer answer, Ending ending) {
        account.count(Counter.CLIENT_ABORTS);
        leaveConnection(false);
        if (state == Stage.AWAITING) {
            refuse(answer, ending, Phase.REQUEST);
        } else {
            cut(ending);
        }
    }

    @Override
    public void heard(int bytes) {
        account.fromNode(bytes);
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
        account.answered(head.status());
        request.release();
        state = Stage.TUNNELLING;
        client.openTunnel();
        received();
        return true;
    }

    @Override
    public void answerHead(ResponseHead head, int following) {
        state = Stage.ANSWERING;
        attempts.leaveBudget(pool.state());
        request.release();
        account.answered(head.status());
        account.nodeAnswered(head.status());
        reply.begin(head, following);
    }

    @Override
    public void answerBody(ByteBuf in, int length) {
        reply.body(in, length);
        clientWritable(mayGoOn());
    }

    @Override
    public void answerEnd(@Nullable ChunkedDecoder chunks) {
        reply.end(chunks);
        leaveConnection(!client.isUploading());
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
        LOG.debug("node {} failed: {}", member, how);
        if (how == NodeFailure.REJECTED && state == Stage.AWAITING && request.isWhole()) {
            leaveConnection(false);
            account.rejected();
            tryAgain(how.answer());
            return;
        }
        boolean mayRepeat = state == Stage.AWAITING && wasLostWithKeptConnection(how);
        leaveConnection(false);
        if (mayRepeat) {
            attempts.noteSent();
            tryAgain(how.answer());
            return;
        }
        account.count(Counter.RESPONSE_ERRORS);
        account.nodeFailed(state == Stage.TUNNELLING ? null : how.fault(request.outlivesClient()));
        if (how.isAbort()) {
            account.count(Counter.SERVER_ABORTS);
        }
        if (state == Stage.AWAITING) {
            refuse(how.answer(), how.ending(), state.phase());
        } else {
            cut(how.ending());
        }
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
            case WAITING, PAUSING, CONNECTING, DONE -> {}
        }
    }

    @Override
    public void clientGone(boolean half) {
        boolean othersWait = job != null && job.clientGone();
        switch (state) {
            case WAITING, PAUSING, CONNECTING -> {
                if (!othersWait && !(half && state == Stage.CONNECTING)) {
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
            case WAITING, PAUSING, CONNECTING -> {
                reply.play(KeptAnswer.INTERRUPTED);
                finish(!reply.isLast(), Ending.LOCAL, state.phase());
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
        finish(false, ending, state.phase());
    }

    /** What was promised can't be kept: the end must not look like one. */
    private void cut(Ending ending) {
        client.cut();
        finish(false, ending, state.phase());
    }

    private void timedOut() {
        switch (state) {
            case WAITING -> {
                account.count(Counter.CONNECT_ERRORS);
                refuse(new OwnAnswer(503, "All nodes are busy", 5), Ending.NODE_SLOW, state.phase());
            }
            case PAUSING -> admit();
            case AWAITING -> {
                if (isWaitingForClient()) {
                    clientFailed(OwnAnswer.of(408, "The request took too long"), Ending.CLIENT_SLOW);
                } else {
                    nodeFailed(NodeFailure.TIMEOUT);
                }
            }
            case ANSWERING, TUNNELLING -> transferTimedOut();
            case CONNECTING, DONE -> throw new IllegalStateException(state.toString());
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

    private void refuse(OwnAnswer answer, Ending ending, Phase phase) {
        finish(reply.refuse(answer), ending, phase);
    }

    private void finish(boolean keep, Ending ending, Phase phase) {
        if (ticket != null) {
            ticket.cancel(); // a grant that is on its way finds the exchange done and gives the place back
            ticket = null;
        }
        state = Stage.DONE;
        attempts.leaveBudget(pool.state());
        worker.timers().cancel(timeout);
        request.release();
        reply.release();
        account.end(ending, phase);
        leaveNode();
        if (job != null) {
            job.over();
        }
        client.exchangeDone(keep);
    }

    /** Gives the place back, to whoever waits for it. */
    private @Nullable Node leaveNode() {
        Member left = member;
        if (left == null) {
            return null;
        }
        member = null;
        account.left();
        if (job != null) {
            job.leaves();
        }
        worker.snapshot().places().release(left);
        return left.node();
    }

    private void leaveConnection(boolean reusable) {
        NodeConnection left = connection;
        Member at = member;
        if (left != null && at != null) {
            connection = null;
            account.disconnected();
            left.release(reusable, at);
        }
    }

    private void schedule(Duration fromNow) {
        worker.timers().schedule(timeout, worker.time().nanos() + fromNow.toNanos());
    }
}
