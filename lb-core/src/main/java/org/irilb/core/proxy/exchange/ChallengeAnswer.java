package org.irilb.core.proxy.exchange;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.irilb.core.http.OwnAnswer;
import org.irilb.core.http.RequestHead;
import org.irilb.core.metrics.AccessRecord.Ending;
import org.irilb.core.metrics.AccessRecord.Phase;
import org.irilb.core.metrics.LoopStatus.ExchangeStatus;
import org.irilb.core.proxy.loop.Timeout;

/** Tells a certificate authority what proves that its host is ours, once that is known. One loop's. */
final class ChallengeAnswer implements Serving {

    private static final OwnAnswer UNKNOWN = OwnAnswer.of(404, "No such challenge");
    private static final OwnAnswer LATE = new OwnAnswer(503, "The challenge can't be looked up now", 5);

    private final long id;
    private final Worker worker;
    private final ClientConnection client;
    private final Account account;
    private final CompletableFuture<Optional<String>> proof;
    private final OwnReply reply;
    private final Timeout timeout = new Timeout(() -> answer(LATE));
    private boolean over;

    /** @param proof nothing if there is none */
    ChallengeAnswer(
            ClientConnection client, RequestHead head, Account account, CompletableFuture<Optional<String>> proof) {
        this.worker = client.worker();
        this.id = worker.nextId();
        this.client = client;
        this.account = account;
        this.proof = proof;
        this.reply = new OwnReply(client, head, account);
    }

    @Override
    public void start() {
        if (proof.isDone()) {
            answer(known());
            return;
        }
        long patience = worker.timeouts().queue().toNanos();
        worker.timers().schedule(timeout, System.nanoTime() + patience);
        proof.whenComplete((found, failure) -> worker.post(() -> answer(known())));
    }

    private OwnAnswer known() {
        return proof.isCompletedExceptionally()
                ? LATE
                : proof.getNow(Optional.empty()).map(OwnAnswer::text).orElse(UNKNOWN);
    }

    private void answer(OwnAnswer known) {
        if (!over) { // the client may have left, or have been told that it takes too long
            end();
            reply.say(known, true, Ending.LOCAL);
        }
    }

    private void end() {
        over = true;
        worker.timers().cancel(timeout);
    }

    @Override
    public void clientGone(boolean half) {
        if (!half && !over) {
            end();
            reply.clientLeft();
        }
    }

    @Override
    public ClientConnection client() {
        return client;
    }

    @Override
    public ExchangeStatus status() {
        return account.status(id, Phase.REQUEST);
    }
}
