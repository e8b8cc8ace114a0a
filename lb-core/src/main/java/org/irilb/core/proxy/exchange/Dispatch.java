package org.irilb.core.proxy.exchange;

import java.time.Duration;
import org.irilb.core.http.OwnAnswer;
import org.irilb.core.metrics.AccessRecord.Ending;
import org.irilb.core.metrics.AccessRecord.Phase;
import org.irilb.core.metrics.Counter;
import org.irilb.core.pool.Asker;
import org.irilb.core.pool.Member;
import org.irilb.core.pool.Node;
import org.irilb.core.pool.Pool;
import org.irilb.core.proxy.node.ConnectFailure;
import org.irilb.core.proxy.node.Dialer;
import org.irilb.core.proxy.node.NodeConnection;
import org.irilb.core.proxy.node.NodeFailure;
import org.irilb.core.proxy.request.Request;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A request's way to a node: it waits for a place, gets a connection, and is tried again, at another node if there is
 * one, as often as its pool allows. What was sent before comes out of the pool's budget. One exchange's.
 */
final class Dispatch implements Dialer, QueueWait.Owner {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatch.class);

    /** Before the same node is tried again, at most; HAProxy manual, chapter 4.2, "retries". */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private enum State {
        /** In the pool's queue. */
        WAITING,
        /** The only node there is refused the connection; it will be tried again. */
        PAUSING,
        /** A place is taken, and a connection is being opened. */
        CONNECTING,
        /** The exchange has its connection. */
        ARRIVED,
        OVER
    }

    private final Exchange exchange;
    private final Request request;
    private final Account account;
    private final @Nullable Job job;
    private State state = State.WAITING;
    private Pool pool;
    private Asker asker;
    private @Nullable QueueWait wait;
    private @Nullable Member member;
    private int retries;
    private boolean sent;
    private boolean inBudget;

    /** @param job what the exchange has a node do, if others may wait for that too */
    Dispatch(Exchange exchange, Request request, Account account, Pool pool, @Nullable Job job) {
        this.exchange = exchange;
        this.request = request;
        this.account = account;
        this.pool = pool;
        this.job = job;
        this.asker = client();
    }

    /** Who asks, before he has tried anything. */
    private Asker client() {
        return exchange.client().source().asker();
    }

    private Worker worker() {
        return exchange.client().worker();
    }

    void start() {
        account.enter(pool.state(), request.bytesIn());
        admit();
    }

    /** Where it has ended, if it ends now. */
    Phase phase() {
        return switch (state) {
            case WAITING -> Phase.QUEUE;
            case PAUSING, CONNECTING -> Phase.CONNECT;
            case ARRIVED -> Phase.HEADERS;
            case OVER -> Phase.END;
        };
    }

    boolean isConnecting() {
        return state == State.CONNECTING;
    }

    /** At whose node it has its place; null if it has none. */
    @Nullable
    Member member() {
        return member;
    }

    /** Takes a place, or waits for one. */
    @Override
    public void admit() {
        renewPool();
        Member next = pool.admit(asker);
        if (next != null) {
            connect(next);
        } else if (pool.hasUsable()) {
            state = State.WAITING;
            exchange.schedule(worker().timeouts().queue());
            account.queued(pool.queued());
            wait = QueueWait.begin(worker().loop(), this, pool, asker);
        } else {
            account.count(Counter.CONNECT_ERRORS);
            exchange.refuse(new OwnAnswer(503, "No node is available", 5), Ending.NODE_FAILED, Phase.CONNECT);
        }
    }

    /** A configuration may have given up the pool since it was looked at last. */
    private void renewPool() {
        Pool now = worker().snapshot().current(pool, request.command());
        if (now.state() != pool.state()) {
            leaveBudget();
            account.moved(now.state());
        }
        pool = now;
    }

    @Override
    public void connect(Member member) {
        this.member = member;
        if (job != null) {
            job.takes(member);
        }
        state = State.CONNECTING;
        account.chosen(member);
        boolean keptWillDo = request.isRepeatable() && !sent;
        NodeConnection idle = keptWillDo ? worker().connections().borrow(member.node()) : null;
        if (idle != null) {
            account.count(Counter.REUSES);
            arrive(idle);
            return;
        }
        account.count(Counter.CONNECTS);
        // The connector keeps the time, so that each attempt's end is heard of exactly once.
        exchange.unschedule();
        worker().connections().connect(member.node(), this);
    }

    private void arrive(NodeConnection connection) {
        state = State.ARRIVED;
        exchange.send(connection);
    }

    @Override
    public void connected(NodeConnection connection) {
        account.counts().opened(connection);
        switch (state) {
            case CONNECTING -> arrive(connection);
            case OVER -> connection.close();
            case WAITING, PAUSING, ARRIVED -> throw new IllegalStateException(state.toString());
        }
    }

    @Override
    public void secured(boolean resumed) {
        account.counts().handshake(Counter.TLS_HANDSHAKES);
        if (resumed) {
            account.counts().handshake(Counter.TLS_RESUMPTIONS);
        }
    }

    @Override
    public void insecure() {
        account.counts().handshake(Counter.TLS_HANDSHAKE_ERRORS);
    }

    @Override
    public void connectFailed(Throwable cause) {
        switch (state) {
            case CONNECTING -> {
                account.connectFailed(cause);
                if (LOG.isDebugEnabled()) {
                    LOG.debug("no connection to node {}: {}", member, ConnectFailure.inWords(cause));
                }
                again(NodeFailure.NO_NODE);
            }
            case OVER -> {}
            case WAITING, PAUSING, ARRIVED -> throw new IllegalStateException(state.toString());
        }
    }

    /** The node has got the request, and a further attempt is work that it hadn't had without that. */
    void noteSent() {
        sent = true;
    }

    /** Tries another node, or the same one if there is no other; {@code otherwise} is said if no try is left. */
    void again(OwnAnswer otherwise) {
        Node failed = leaveNode();
        if (retries >= pool.config().retries()) { // a configuration may allow fewer by now
            exchange.refuse(otherwise, Ending.NODE_FAILED, phase());
            return;
        }
        if (sent && !takeFromBudget()) {
            account.count(Counter.RETRIES_OVER_BUDGET);
            exchange.refuse(otherwise, Ending.NODE_FAILED, phase());
            return;
        }
        account.retried();
        renewPool();
        retries++;
        asker = asker.afterTrying(failed);
        if (pool.offersAnother(asker)) {
            account.redispatched();
            admit();
            return;
        }
        asker = client();
        if (sent) {
            admit(); // that a kept connection has ended says nothing against its node
        } else {
            state = State.PAUSING;
            Duration connect = worker().timeouts().connect();
            exchange.schedule(connect.compareTo(PAUSE) < 0 ? connect : PAUSE);
        }
    }

    /** Returns whether the pool's budget has one more attempt, or this one is in it already. */
    private boolean takeFromBudget() {
        inBudget = inBudget
                || pool.state().retries().tryTake(pool.state().sessions().current());
        return inBudget;
    }

    /** The attempt does no more work from now on than a first one would. */
    void leaveBudget() {
        if (inBudget) {
            inBudget = false;
            pool.state().retries().giveBack();
        }
    }

    /** What the exchange's time was for is over. */
    void timedOut() {
        switch (state) {
            case WAITING -> {
                account.count(Counter.CONNECT_ERRORS);
                exchange.refuse(new OwnAnswer(503, "All nodes are busy", 5), Ending.NODE_SLOW, phase());
            }
            case PAUSING -> admit();
            case CONNECTING, ARRIVED, OVER -> throw new IllegalStateException(state.toString());
        }
    }

    /** The exchange is over, wherever this is. */
    void end() {
        if (wait != null) {
            wait.leave();
        }
        state = State.OVER;
        leaveBudget();
        leaveNode();
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
        worker().snapshot().places().release(left);
        return left.node();
    }
}
