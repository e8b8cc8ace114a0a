package org.irilb.core.proxy.exchange;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.irilb.core.command.Command;
import org.irilb.core.guard.Refusal;
import org.irilb.core.http.ForwardedBy;
import org.irilb.core.http.Method;
import org.irilb.core.http.OwnAnswer;
import org.irilb.core.http.RequestHead;
import org.irilb.core.metrics.Counter;
import org.irilb.core.pool.Pool;
import org.irilb.core.proxy.request.Fingerprint;
import org.irilb.core.proxy.request.ReceivedRequest;
import org.irilb.core.proxy.request.Request;
import org.irilb.core.proxy.request.RequestJudge;
import org.irilb.core.snapshot.Snapshot;

/**
 * Has a request judged, and decides how it is served: most of them by an exchange of their own; proof of work that is
 * under way already by waiting for it; what interrupts proof of work where that is done; and what needs no node, or is
 * refused one, by an answer of the balancer's own. Stateless.
 */
final class Reception {

    private Reception() {}

    /** Takes in the request that the reader of {@code client} has ready. */
    static void receive(ClientConnection client, Snapshot snapshot, RequestHead head, Account account) {
        Worker worker = client.worker();
        OwnAnswer elsewhere = client.listener().redirect(head);
        OwnAnswer own = elsewhere == null ? RequestJudge.ownAnswer(head, snapshot) : elsewhere;
        CompletableFuture<Optional<String>> proof = worker.judge().proof(head);
        boolean passedOn = own == null && proof == null;
        Command command = passedOn ? worker.judge().read(snapshot, client.request()) : Command.NONE;
        account.asks(snapshot.ledger().of(command));
        Refusal refusal = client.standing()
                .judge(snapshot, client.source().numeric(), charged(client, command, account), account);
        if (refusal == null && passedOn) {
            refusal = worker.judge().judge(snapshot, head, client.source().numeric());
        }
        if (refusal != null) {
            account.refused(refusal.rule());
            client.begin(LocalAnswer.refusing(client, head, account, refusal), head);
        } else if (proof != null) {
            client.count(Counter.INTERCEPTED, 1);
            client.begin(new ChallengeAnswer(client, head, account, proof), head);
        } else if (own != null) {
            client.count(Counter.INTERCEPTED, 1);
            client.begin(LocalAnswer.saying(client, head, account, own), head);
        } else if (RequestJudge.wantsPassword(snapshot, head, client.request())) {
            client.enter(new PasswordCheck(client, new PasswordCheck.Judged(snapshot, command, account)));
        } else {
            send(client, snapshot, command, head, account);
        }
    }

    /** Sends the request that the reader of {@code client} has ready on its way to a node. */
    static void send(ClientConnection client, Snapshot snapshot, Command command, RequestHead head, Account account) {
        ForwardedBy by = client.source().forwardedBy();
        Request request = Request.of(snapshot, command, head, client.request(), by);
        client.begin(serving(client, request, account, snapshot.route(command)), head);
    }

    /** Who serves a request that goes to a node of {@code pool}. */
    static Serving serving(ClientConnection client, Request request, Account account, Pool pool) {
        Worker worker = client.worker();
        if (request.interruptsWork()) {
            return new InterruptRequest(client, request, account);
        }
        if (!request.outlivesClient()) {
            return new Exchange(client, request, account, pool, null);
        }
        Fingerprint body = request.isPost() && joins(worker) ? request.fingerprint() : null;
        Job fresh = new Job(worker, client.source().address().getAddress(), body);
        Job job = worker.jobs().claim(fresh);
        if (job != fresh) {
            return new JoinedRequest(client, request, account, pool, job);
        }
        account.payer().settle(worker.snapshot().guard().abuse(), worker.time().nanos());
        Exchange exchange = new Exchange(client, request, account, pool, job);
        job.begunBy(exchange);
        return exchange;
    }

    /**
     * What a request costs its source: as much as {@code command}, but work that is under way already was paid for. If
     * that is over when the request is sent on its way, {@code account} pays.
     */
    private static Command charged(ClientConnection client, Command command, Account account) {
        Worker worker = client.worker();
        if (!(command instanceof Command.Named named) || !named.doesWork() || !joins(worker)) {
            return command;
        }
        List<Job> jobs = worker.jobs().of(client.source().address().getAddress());
        if (jobs.isEmpty() || worker.loop().requestHead().method() != Method.POST) {
            return command;
        }
        ReceivedRequest received = client.request();
        ByteBuf body = Unpooled.wrappedBuffer(received.bytes(), received.bodyOffset(), received.bodyLength());
        Fingerprint fingerprint = Fingerprint.ofLast(body, received.bodyLength());
        for (Job job : jobs) {
            if (job.doesWorkOf(fingerprint)) {
                account.payer().owes(command);
                return new Command.Named(named.name(), named.profile());
            }
        }
        return command;
    }

    private static boolean joins(Worker worker) {
        return worker.snapshot().config().pow().join();
    }
}
