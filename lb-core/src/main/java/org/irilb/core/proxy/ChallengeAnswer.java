package org.irilb.core.proxy;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.irilb.core.http.Method;
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
    private final boolean persistent;
    private final int minorVersion;
    private final boolean toHead;
    private final Timeout timeout = new Timeout(() -> answer(LATE));
    private boolean over;

    /** @param proof nothing if there is none */
    ChallengeAnswer(
            Worker worker,
            ClientConnection client,
            RequestHead head,
            Account account,
            CompletableFuture<Optional<String>> proof) {
        this.id = worker.nextId();
        this.worker = worker;
        this.client = client;
        this.account = account;
        this.proof = proof;
        this.persistent = head.isPersistent();
        this.minorVersion = head.minorVersion();
        this.toHead = head.method() == Method.HEAD;
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
        if (over) {
            return; // the client has left, or was told that it takes too long
        }
        boolean keep = persistent && !client.isEnding();
        account.answered(known.status());
        account.sent(client.say(known, !keep, minorVersion, toHead));
        end(keep, Ending.LOCAL);
    }

    private void end(boolean keep, Ending ending) {
        over = true;
        worker.timers().cancel(timeout);
        account.end(ending, Phase.REQUEST);
        client.exchangeDone(keep);
    }

    @Override
    public void received() {
        // it waits behind this request
    }

    @Override
    public void clientWritable(boolean writable) {
        // it is told too little to matter
    }

    @Override
    public void clientGone(boolean half) {
        if (!half && !over) {
            end(false, Ending.CLIENT_LEFT);
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
