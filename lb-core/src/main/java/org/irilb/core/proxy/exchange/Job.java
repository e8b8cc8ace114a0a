package org.irilb.core.proxy.exchange;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.irilb.core.config.PowConfig;
import org.irilb.core.http.OwnAnswer;
import org.irilb.core.http.ResponseHead;
import org.irilb.core.pool.Member;
import org.irilb.core.pool.Node;
import org.irilb.core.proxy.loop.Timeout;
import org.irilb.core.proxy.node.NodeFailure;
import org.irilb.core.proxy.request.Fingerprint;
import org.jspecify.annotations.Nullable;

/**
 * Proof of work that an exchange has a node do, and everybody who waits for it: the exchange's own client, and those
 * that have joined. When nobody waits any more, and nobody has come within the grace, the node is asked to end it.
 *
 * <p>Belongs to the exchange's loop; what any thread may call says so.
 */
final class Job {

    /** An answer holds as many transactions as its request; its other fields are short. */
    private static final int ANSWER_MARGIN = 64 * 1024;

    private static final OwnAnswer LOST = NodeFailure.CLOSED.answer();

    private final Worker worker;
    private final InetAddress source;
    private final @Nullable Fingerprint body;
    private final List<JoinedRequest> joined = new ArrayList<>();
    private final List<JoinedRequest> waiting = new ArrayList<>();
    private final Timeout grace = new Timeout(this::graceOver);
    private volatile boolean open = true;
    private volatile @Nullable Member member;
    private @Nullable Exchange exchange;
    private boolean clientWaits = true;
    private @Nullable KeptAnswer answer;
    private OwnAnswer refusal = LOST;
    private @Nullable Interrupt interrupt;

    /**
     * @param worker of the exchange
     * @param body by which the same work is told; null if nobody may join
     */
    Job(Worker worker, InetAddress source, @Nullable Fingerprint body) {
        this.worker = worker;
        this.source = source;
        this.body = body;
    }

    void begunBy(Exchange exchange) {
        this.exchange = exchange;
    }

    /** Any thread. */
    InetAddress source() {
        return source;
    }

    /** By which the same work is told; null if nobody may join. Any thread. */
    @Nullable
    Fingerprint body() {
        return body;
    }

    /** Whether it does what a request with that body asks for, and others may still wait for it. Any thread. */
    boolean doesWorkOf(@Nullable Fingerprint other) {
        return open && body != null && body.equals(other);
    }

    /** Whether it holds a place at the node. Any thread. */
    boolean isAt(Node node) {
        Member at = member;
        return at != null && at.node() == node;
    }

    /** Whether it holds a place at a node. Any thread. */
    boolean isAtNode() {
        return member != null;
    }

    /** Takes nobody in from now on. Any thread. */
    void shut() {
        open = false;
    }

    /** Lets a request wait for the answer, unless that comes already. Any thread. */
    void join(JoinedRequest request) {
        worker.post(() -> {
            if (!open) {
                request.turnedAway();
                return;
            }
            joined.add(request);
            waiting.add(request);
            worker.jobs().noteJoined();
            worker.timers().cancel(grace);
            request.takenIn();
        });
    }

    /** A request's client may have gone; it still gets the answer. Any thread. */
    void waitsNoMore(JoinedRequest request) {
        worker.post(() -> {
            if (waiting.remove(request)) {
                lookWhoWaits();
            }
        });
    }

    /** A request is over. Any thread. */
    void leave(JoinedRequest request) {
        worker.post(() -> {
            joined.remove(request);
            if (waiting.remove(request)) {
                lookWhoWaits();
            }
        });
    }

    /** Ends it, at once if no node is at it; {@code asker} is told the node otherwise. Any thread. */
    void interrupt(InterruptRequest asker) {
        worker.post(() -> {
            shut();
            asker.found(this, exchange().endUnsent() ? member : null);
        });
    }

    /** The exchange's client has gone, or may have; returns whether others wait. */
    boolean clientGone() {
        boolean wanted = isWanted();
        clientWaits = false;
        if (wanted && !isWanted()) {
            scheduleGrace();
        }
        return !waiting.isEmpty();
    }

    /** Whether anybody waits who may still be there. */
    boolean isWanted() {
        return clientWaits || !waiting.isEmpty();
    }

    private void lookWhoWaits() {
        if (!isWanted() && exchange().endUnsent()) {
            scheduleGrace();
        }
    }

    private void scheduleGrace() {
        PowConfig config = worker.snapshot().config().pow();
        if (config.interruptAbandoned()) {
            worker.timers().schedule(grace, System.nanoTime() + config.grace().toNanos());
        }
    }

    private void graceOver() {
        Member at = member;
        boolean asking = interrupt != null && !interrupt.isOver();
        if (exchange().endUnsent() && !asking && at != null) {
            interrupt = Interrupt.ofAbandoned(worker, at, this);
            interrupt.start();
        }
    }

    /** A place is taken for it. */
    void takes(Member at) {
        member = at;
    }

    /** The place is about to be given back. Nobody may be counted at a node who isn't there. */
    void leaves() {
        member = null;
    }

    /** The node answers; returns what the answer is to be copied to, or null if nobody else waits for it. */
    @Nullable
    AnswerCopy answered(ResponseHead head) {
        shut();
        int limit = worker.snapshot().config().maxBody() + ANSWER_MARGIN;
        return joined.isEmpty() ? null : new AnswerCopy(head, limit);
    }

    void keep(AnswerCopy copy) {
        answer = copy.whole();
    }

    /** There will be no node's answer. */
    void refused(OwnAnswer refusal) {
        this.refusal = refusal;
    }

    /** The exchange is over. */
    void over() {
        shut();
        worker.jobs().remove(this);
        worker.timers().cancel(grace);
        KeptAnswer found = answer;
        for (JoinedRequest request : joined) {
            if (found != null) {
                request.answered(found);
            } else {
                request.refused(refusal);
            }
        }
        joined.clear();
        waiting.clear();
    }

    private Exchange exchange() {
        assert worker.loop().isCurrent() && exchange != null;
        return exchange;
    }
}
