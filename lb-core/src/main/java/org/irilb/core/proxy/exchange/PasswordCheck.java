package org.irilb.core.proxy.exchange;

import java.util.concurrent.CompletableFuture;
import org.irilb.core.command.Command;
import org.irilb.core.guard.BasicAuth;
import org.irilb.core.guard.BasicAuth.Verdict;
import org.irilb.core.guard.Rule;
import org.irilb.core.http.OwnAnswer;
import org.irilb.core.http.RequestHead;
import org.irilb.core.metrics.AccessRecord.Ending;
import org.irilb.core.metrics.AccessRecord.Phase;
import org.irilb.core.metrics.Counter;
import org.irilb.core.metrics.LoopStatus.ExchangeStatus;
import org.irilb.core.proxy.loop.Timeout;
import org.irilb.core.proxy.request.ReceivedRequest;
import org.irilb.core.snapshot.Snapshot;

/**
 * A request whose password is checked, on another thread if it wasn't seen lately. It stays where it was received until
 * then, and what is sent behind it waits. One loop's.
 */
final class PasswordCheck implements Serving {

    /** A request that no rule has refused, what it was read and judged with, and what it asks for. */
    record Judged(Snapshot snapshot, Command command, Account account) {}

    private static final OwnAnswer BUSY = new OwnAnswer(503, "Too many passwords are being checked", 1);

    private static final OwnAnswer TOO_MANY =
            new OwnAnswer(429, "Too many wrong passwords from this source", (int) BasicAuth.PERIOD.toSeconds());

    private final long id;
    private final Worker worker;
    private final ClientConnection client;
    private final ReceivedRequest request;
    private final Judged judged;
    private final BasicAuth auth;
    private final Timeout timeout = new Timeout(() -> endLate(Verdict.BUSY));
    private boolean over;

    /**
     * @param client whose reader has the request ready, and keeps it
     * @param judged by rules that name users
     */
    PasswordCheck(ClientConnection client, Judged judged) {
        this.worker = client.worker();
        this.id = worker.nextId();
        this.client = client;
        this.request = client.request();
        this.judged = judged;
        BasicAuth auth = judged.snapshot().basicAuth();
        assert auth != null;
        this.auth = auth;
    }

    @Override
    public void start() {
        RequestHead head = worker.loop().requestHead();
        CompletableFuture<Verdict> verdict =
                auth.check(client.source().numeric(), request.bytes(), head.credentialsStart(), head.credentialsEnd());
        if (verdict.isDone()) {
            end(verdict.isCompletedExceptionally() ? Verdict.BUSY : verdict.getNow(Verdict.BUSY), head);
            return;
        }
        long patience = judged.snapshot().config().timeouts().queue().toNanos();
        worker.timers().schedule(timeout, System.nanoTime() + patience);
        verdict.whenComplete((told, failure) -> worker.post(() -> endLate(told == null ? Verdict.BUSY : told)));
    }

    private void endLate(Verdict told) {
        if (!over) { // the client may have left, or the verdict have taken too long
            worker.timers().cancel(timeout);
            end(told, request.again());
            client.readOn();
        }
    }

    private void end(Verdict told, RequestHead head) {
        over = true;
        switch (told) {
            case RIGHT -> {
                head.dropCredentials();
                Reception.send(client, judged.snapshot(), judged.command(), head, judged.account());
            }
            case WRONG -> {
                judged.account().refused(Rule.BASIC_AUTH);
                refuse(challenge(), head);
            }
            case TOO_MANY -> {
                judged.account().refused(Rule.BASIC_AUTH);
                refuse(TOO_MANY, head);
            }
            case BUSY -> refuse(BUSY, head);
        }
    }

    private OwnAnswer challenge() {
        String field = "WWW-Authenticate: " + auth.challenge() + "\r\n";
        return new OwnAnswer(401, "Authorization is missing or wrong", 0, field);
    }

    private void refuse(OwnAnswer answer, RequestHead head) {
        client.begin(LocalAnswer.refusing(client, head, judged.account(), answer), head);
    }

    @Override
    public void clientGone(boolean half) {
        if (half) {
            return; // it may still want its answer, and has it soon
        }
        over = true;
        worker.timers().cancel(timeout);
        client.count(Counter.CLIENT_ABORTS, 1);
        judged.account().end(Ending.CLIENT_LEFT, Phase.REQUEST);
        client.exchangeDone(false);
    }

    @Override
    public ExchangeStatus status() {
        return judged.account().status(id, Phase.REQUEST);
    }

    @Override
    public ClientConnection client() {
        return client;
    }
}
