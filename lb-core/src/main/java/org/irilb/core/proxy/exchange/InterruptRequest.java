package org.irilb.core.proxy.exchange;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.irilb.core.http.OwnAnswer;
import org.irilb.core.metrics.AccessRecord.Ending;
import org.irilb.core.metrics.AccessRecord.Phase;
import org.irilb.core.metrics.Counter;
import org.irilb.core.metrics.LoopStatus.ExchangeStatus;
import org.irilb.core.pool.Member;
import org.irilb.core.pool.Node;
import org.irilb.core.proxy.loop.Timeout;
import org.irilb.core.proxy.node.NodeFailure;
import org.irilb.core.proxy.request.Request;
import org.jspecify.annotations.Nullable;

/**
 * A client's request to interrupt its work. What no node has begun ends here; of the nodes only those are asked that
 * work for this source. One loop's; what the jobs call hands over to it.
 */
final class InterruptRequest implements Serving {

    private final long id;
    private final Worker worker;
    private final ClientConnection client;
    private final Request request;
    private final Account account;
    private final Reply reply;
    private final Timeout timeout = new Timeout(this::timedOut);
    private final Map<Node, Found> found = new HashMap<>();
    private int outstanding;
    private OwnAnswer answer = Interrupt.DONE;
    private boolean done;

    /** Jobs at a node. */
    private record Found(Member at, List<Job> jobs) {}

    InterruptRequest(ClientConnection client, Request request, Account account) {
        this.worker = client.worker();
        this.id = worker.nextId();
        this.client = client;
        this.request = request;
        this.account = account;
        this.reply = new Reply(client, request, account, null);
    }

    @Override
    public void start() {
        client.count(Counter.INTERCEPTED, 1);
        request.release();
        Duration server = worker.snapshot().config().timeouts().server();
        worker.timers().schedule(timeout, System.nanoTime() + server.toNanos());
        List<Job> jobs = worker.jobs().of(client.source().address().getAddress());
        outstanding = jobs.size();
        if (outstanding == 0) {
            end();
        }
        jobs.forEach(job -> job.interrupt(this));
    }

    /** A job has ended, or is at a node. */
    void found(Job job, @Nullable Member at) {
        worker.post(() -> {
            if (at != null) {
                found.computeIfAbsent(at.node(), node -> new Found(at, new ArrayList<>()))
                        .jobs()
                        .add(job);
            }
            if (--outstanding == 0) {
                askNodes();
            }
        });
    }

    private void askNodes() {
        outstanding = found.size();
        if (outstanding == 0) {
            end();
        }
        found.values()
                .forEach(at ->
                        Interrupt.asked(worker, at.at(), at.jobs(), this::told).start());
    }

    private void told(OwnAnswer told) {
        answer = told.status() == 200 ? answer : told;
        if (--outstanding == 0) {
            end();
        }
    }

    private void end() {
        if (!done) {
            finish(reply.refuse(answer), Ending.LOCAL);
        }
    }

    private void timedOut() {
        finish(reply.refuse(NodeFailure.TIMEOUT.answer()), Ending.NODE_SLOW);
    }

    @Override
    public void clientGone(boolean half) {
        if (!half) {
            reply.abandon();
            finish(false, Ending.CLIENT_LEFT);
        }
    }

    @Override
    public ExchangeStatus status() {
        return account.status(id, Phase.HEADERS);
    }

    @Override
    public ClientConnection client() {
        return client;
    }

    private void finish(boolean keep, Ending ending) {
        done = true;
        worker.timers().cancel(timeout);
        account.end(ending, Phase.REQUEST);
        client.exchangeDone(keep);
    }
}
