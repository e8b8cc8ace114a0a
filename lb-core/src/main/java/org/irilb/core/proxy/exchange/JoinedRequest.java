package org.irilb.core.proxy.exchange;

import java.time.Duration;
import org.irilb.core.config.Timeouts;
import org.irilb.core.http.OwnAnswer;
import org.irilb.core.metrics.AccessRecord.Ending;
import org.irilb.core.metrics.AccessRecord.Phase;
import org.irilb.core.metrics.LoopStatus.ExchangeStatus;
import org.irilb.core.pool.Pool;
import org.irilb.core.proxy.loop.Timeout;
import org.irilb.core.proxy.node.NodeFailure;
import org.irilb.core.proxy.request.Request;
import org.jspecify.annotations.Nullable;

/**
 * A request for work that is under way: it waits for the answer that the other one gets, on whichever loop that is. If
 * it comes too late, it is served as though it were alone. One loop's; what the job calls hands over to it.
 */
final class JoinedRequest implements Serving {

    private final long id;
    private final Worker worker;
    private final ClientConnection client;
    private final Request request;
    private final Account account;
    private final Pool pool;
    private final Job job;
    private final Reply reply;
    private final Timeout timeout = new Timeout(this::timedOut);
    private boolean halfGone;
    private boolean done;
    private @Nullable Serving alone;

    JoinedRequest(ClientConnection client, Request request, Account account, Pool pool, Job job) {
        this.worker = client.worker();
        this.id = worker.nextId();
        this.client = client;
        this.request = request;
        this.account = account;
        this.pool = pool;
        this.job = job;
        this.reply = new Reply(client, request, account, null);
    }

    @Override
    public void start() {
        account.joins(pool.state());
        Timeouts timeouts = worker.snapshot().config().timeouts();
        Duration longest = timeouts.queue().plus(timeouts.server());
        worker.timers().schedule(timeout, System.nanoTime() + longest.toNanos());
        job.join(this);
    }

    /** The answer will come; what would be sent to a node otherwise isn't needed. */
    void takenIn() {
        worker.post(request::release);
    }

    /** The answer has begun, or nobody is to have it. */
    void turnedAway() {
        worker.post(() -> {
            if (done) {
                return;
            }
            worker.timers().cancel(timeout);
            Serving next = Reception.serving(client, request, account, pool);
            alone = next;
            next.start();
            if (halfGone) {
                next.clientGone(true);
            }
        });
    }

    void answered(KeptAnswer answer) {
        worker.post(() -> {
            if (!done) {
                reply.play(answer);
                finish(!reply.isLast(), Ending.NORMAL, Phase.END);
            }
        });
    }

    void refused(OwnAnswer answer) {
        worker.post(() -> refuse(answer, Ending.NODE_FAILED));
    }

    private void refuse(OwnAnswer answer, Ending ending) {
        if (!done) {
            boolean keep = reply.refuse(answer);
            finish(keep, ending, Phase.HEADERS);
        }
    }

    private void timedOut() {
        job.leave(this);
        refuse(NodeFailure.TIMEOUT.answer(), Ending.NODE_SLOW);
    }

    @Override
    public void received() {
        if (alone != null) {
            alone.received();
        }
    }

    @Override
    public void clientWritable(boolean writable) {
        if (alone != null) {
            alone.clientWritable(writable);
        }
    }

    @Override
    public void clientGone(boolean half) {
        halfGone = true;
        if (alone != null) {
            alone.clientGone(half);
        } else if (half) {
            job.waitsNoMore(this);
        } else {
            job.leave(this);
            reply.abandon();
            finish(false, Ending.CLIENT_LEFT, Phase.HEADERS);
        }
    }

    @Override
    public ExchangeStatus status() {
        return alone == null ? account.status(id, Phase.HEADERS) : alone.status();
    }

    @Override
    public ClientConnection client() {
        return client;
    }

    private void finish(boolean keep, Ending ending, Phase phase) {
        done = true;
        worker.timers().cancel(timeout);
        request.release();
        reply.release();
        account.end(ending, phase);
        client.exchangeDone(keep);
    }
}
