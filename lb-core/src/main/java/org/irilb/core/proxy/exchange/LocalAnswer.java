package org.irilb.core.proxy.exchange;

import org.irilb.core.guard.Manner;
import org.irilb.core.guard.Refusal;
import org.irilb.core.http.OwnAnswer;
import org.irilb.core.http.RequestHead;
import org.irilb.core.metrics.AccessRecord.Ending;
import org.irilb.core.metrics.AccessRecord.Phase;
import org.irilb.core.metrics.Counter;
import org.irilb.core.metrics.LoopStatus.ExchangeStatus;
import org.irilb.core.proxy.loop.Timeout;

/** Serves a request without a node: by an answer of the balancer's own, at once or later, or by none. One loop's. */
final class LocalAnswer implements Serving {

    /** What is said, how, and what the access log calls that. */
    private record Said(OwnAnswer answer, Manner manner, Ending ending) {}

    private final long id;
    private final Worker worker;
    private final ClientConnection client;
    private final Account account;
    private final Said said;
    private final OwnReply reply;
    private final Timeout timeout = new Timeout(this::answer);

    private LocalAnswer(ClientConnection client, RequestHead head, Account account, Said said) {
        this.worker = client.worker();
        this.id = worker.nextId();
        this.client = client;
        this.account = account;
        this.said = said;
        this.reply = new OwnReply(client, head, account);
    }

    /** Says what a node needn't. */
    static LocalAnswer saying(ClientConnection client, RequestHead head, Account account, OwnAnswer answer) {
        return new LocalAnswer(client, head, account, new Said(answer, Manner.ANSWER, Ending.LOCAL));
    }

    static LocalAnswer refusing(ClientConnection client, RequestHead head, Account account, Refusal refusal) {
        OwnAnswer answer = new OwnAnswer(refusal.status(), refusal.message(), refusal.retryAfter());
        return refusing(client, head, account, new Said(answer, refusal.manner(), Ending.REFUSED));
    }

    static LocalAnswer refusing(ClientConnection client, RequestHead head, Account account, OwnAnswer answer) {
        return refusing(client, head, account, new Said(answer, Manner.ANSWER, Ending.REFUSED));
    }

    private static LocalAnswer refusing(ClientConnection client, RequestHead head, Account account, Said said) {
        client.count(Counter.DENIED_REQUESTS, 1);
        return new LocalAnswer(client, head, account, said);
    }

    @Override
    public void start() {
        switch (said.manner()) {
            case ANSWER, ANSWER_AND_CLOSE -> answer();
            case CLOSE -> {
                account.end(said.ending(), Phase.REQUEST);
                client.reject();
            }
            case DELAY -> {
                long delay = worker.snapshot().config().rules().abuse().delay().toNanos();
                worker.timers().schedule(timeout, System.nanoTime() + delay);
            }
        }
    }

    private void answer() {
        if (said.manner() != Manner.ANSWER) {
            client.dismiss();
        }
        reply.say(said.answer(), said.manner() == Manner.ANSWER, said.ending());
    }

    @Override
    public void clientGone(boolean half) {
        if (!half) {
            worker.timers().cancel(timeout);
            reply.clientLeft();
        }
    }

    @Override
    public ExchangeStatus status() {
        return account.status(id, Phase.REQUEST);
    }

    @Override
    public ClientConnection client() {
        return client;
    }
}
