package org.irilb.core.proxy.exchange;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.irilb.core.http.ChunkedDecoder;
import org.irilb.core.http.OwnAnswer;
import org.irilb.core.http.ResponseHead;
import org.irilb.core.pool.Member;
import org.irilb.core.pool.Node;
import org.irilb.core.proxy.loop.Timeout;
import org.irilb.core.proxy.node.Caller;
import org.irilb.core.proxy.node.Dialer;
import org.irilb.core.proxy.node.NodeConnection;
import org.irilb.core.proxy.node.NodeFailure;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a node to end the work that it does for some jobs. The node ends whatever it is at, so it is asked only while all
 * its work is theirs, and gets no other until it has answered; as long as others have work there, it is left in peace
 * and looked at again. Needs no place, for the work itself may hold the last one. Who works where is known of pools for
 * proof of work only. One loop's.
 */
final class Interrupt implements Dialer, Caller {

    private static final Logger LOG = LoggerFactory.getLogger(Interrupt.class);

    /** Before a node that has work of others is looked at again. */
    private static final Duration PAUSE = Duration.ofMillis(500);

    /** Before a node that goes on with abandoned work is asked again: it may have been about to begin. */
    private static final Duration REPEAT = Duration.ofSeconds(5);

    /** Nothing was wrong. */
    static final OwnAnswer DONE = OwnAnswer.of(200, "");

    private static final Consumer<OwnAnswer> NOBODY = answer -> {};

    private static final String BODY = "{\"command\":\"interruptAttachingToTangle\"}";

    private final Worker worker;
    private final Member member;
    private final List<Job> jobs;
    private final boolean abandoned;
    private final Timeout timeout = new Timeout(this::timedOut);
    private @Nullable NodeConnection connection;
    private Consumer<OwnAnswer> told;
    private boolean calling;
    private int status;

    private Interrupt(Worker worker, Member member, List<Job> jobs, boolean abandoned, Consumer<OwnAnswer> told) {
        this.worker = worker;
        this.member = member;
        this.jobs = jobs;
        this.abandoned = abandoned;
        this.told = told;
    }

    /**
     * Of jobs whose source has asked for it. The node is asked once.
     *
     * @param told once gets what the source is to be answered: when the node has answered, or as soon as it turns out
     *     that it can't be asked now
     */
    static Interrupt asked(Worker worker, Member member, List<Job> jobs, Consumer<OwnAnswer> told) {
        return new Interrupt(worker, member, jobs, false, told);
    }

    /** Of a job that nobody waits for; given up if somebody does again. */
    static Interrupt ofAbandoned(Worker worker, Member member, Job job) {
        return new Interrupt(worker, member, List.of(job), true, NOBODY);
    }

    void start() {
        if (!attempt()) {
            tell(DONE);
        }
    }

    /** Whether it does nothing more. */
    boolean isOver() {
        return !calling && !timeout.isLinked();
    }

    private void tell(OwnAnswer answer) {
        Consumer<OwnAnswer> once = told;
        told = NOBODY;
        once.accept(answer);
    }

    /** Returns whether the node is being asked. */
    private boolean attempt() {
        Node node = member.node();
        if (!member.pow() || countAt(node) == 0 || abandoned && jobs.get(0).isWanted()) {
            return false;
        }
        int working = node.suspendPow();
        if (working < 0 || working != countAt(node)) {
            if (working >= 0) {
                worker.snapshot().places().resumePow(node);
            }
            schedule(PAUSE);
            return false;
        }
        calling = true;
        status = 0;
        jobs.forEach(Job::shut);
        worker.jobs().noteInterrupt(abandoned);
        LOG.debug("node {} is asked to interrupt its work", node);
        worker.connections().connect(node, this);
        return true;
    }

    /**
     * Counted while the node gets no other work, each job found is work that it had when that began. So if all of it is
     * found, it is all theirs.
     */
    private int countAt(Node node) {
        int count = 0;
        for (Job job : jobs) {
            if (job.isAt(node)) {
                count++;
            }
        }
        return count;
    }

    @Override
    public void connected(NodeConnection connection) {
        this.connection = connection;
        Node node = member.node();
        String host = node.host().indexOf(':') >= 0 ? "[" + node.host() + "]" : node.host();
        String request = "POST / HTTP/1.1\r\nHost: " + host + ":" + node.port()
                + "\r\nX-IOTA-API-Version: 1\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: "
                + BODY.length() + "\r\n\r\n" + BODY;
        schedule(worker.snapshot().config().timeouts().server());
        connection.send(this, Unpooled.copiedBuffer(request, StandardCharsets.US_ASCII), null, false);
        connection.outbox().flush();
    }

    @Override
    public void connectFailed(Throwable cause) {
        ended(NodeFailure.NO_NODE);
    }

    @Override
    public void nodeWritable() {}

    @Override
    public void interim(ResponseHead head) {}

    @Override
    public boolean protocolSwitched(ResponseHead head) {
        nodeFailed(NodeFailure.MALFORMED);
        return false;
    }

    @Override
    public void answerHead(ResponseHead head, int following) {
        status = head.status();
    }

    @Override
    public void answerBody(ByteBuf in, int length) {
        in.skipBytes(length);
    }

    @Override
    public void flushAnswer() {}

    @Override
    public void answerEnd(@Nullable ChunkedDecoder chunks) {
        leaveConnection();
        ended(answer(status));
    }

    private static OwnAnswer answer(int status) {
        return switch (status) {
            case 200 -> DONE;
            case 401 -> OwnAnswer.of(401, "COMMAND interruptAttachingToTangle is not available on this node");
            default -> OwnAnswer.of(502, "The node has answered " + status);
        };
    }

    @Override
    public void nodeFailed(NodeFailure how) {
        leaveConnection();
        ended(how.answer());
    }

    private void leaveConnection() {
        if (connection != null) {
            connection.release(false, member);
            connection = null;
        }
    }

    private void timedOut() {
        if (calling) {
            nodeFailed(NodeFailure.TIMEOUT);
        } else {
            attempt();
        }
    }

    private void ended(OwnAnswer answer) {
        calling = false;
        worker.timers().cancel(timeout);
        worker.snapshot().places().resumePow(member.node());
        tell(answer);
        boolean refused = status != 0 && status != 200; // it knows no interrupt, or gives none to us
        if (abandoned && !refused) {
            schedule(REPEAT);
        }
    }

    private void schedule(Duration fromNow) {
        worker.timers().schedule(timeout, System.nanoTime() + fromNow.toNanos());
    }
}
