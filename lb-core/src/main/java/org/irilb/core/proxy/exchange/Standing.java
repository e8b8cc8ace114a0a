package org.irilb.core.proxy.exchange;

import org.irilb.core.command.Command;
import org.irilb.core.guard.Guard;
import org.irilb.core.guard.Manner;
import org.irilb.core.guard.NumericAddress;
import org.irilb.core.guard.Refusal;
import org.irilb.core.guard.Source;
import org.irilb.core.guard.SourceTable;
import org.irilb.core.snapshot.Snapshot;
import org.jspecify.annotations.Nullable;

/**
 * How whoever asks on a client's connection stands: what is counted of him, unless the rules say that he isn't counted.
 * One loop's.
 */
public final class Standing {

    private final Worker worker;
    private NumericAddress peer;
    private NumericAddress client;
    private @Nullable Guard guard;
    private @Nullable SourceTable table;
    private @Nullable Source source;
    private boolean asked;

    public Standing(Worker worker, NumericAddress peer) {
        this.worker = worker;
        this.peer = peer;
        this.client = peer;
    }

    /** The connection begins, and {@code peer} is at its other end. Returns whether it may stay. */
    public boolean arrive(NumericAddress peer) {
        this.peer = peer;
        client = peer;
        return enter(worker.snapshot());
    }

    private boolean enter(Snapshot snapshot) {
        guard = snapshot.guard();
        table = snapshot.sources();
        long now = worker.time().nanos();
        if (guard.denies(client)) {
            return false;
        }
        source = guard.counts(client) ? table.enter(client, now) : null;
        return source == null || guard.abuse().admit(source, now);
    }

    /** Looks again who is to be counted, if there are other rules now. */
    private void renew(Snapshot snapshot) {
        if (guard == snapshot.guard()) {
            return;
        }
        guard = snapshot.guard();
        boolean counted = guard.counts(client);
        if (!counted || table != snapshot.sources()) {
            leave();
        }
        table = snapshot.sources();
        if (counted && source == null) {
            source = table.enter(client, worker.time().nanos());
        }
    }

    /**
     * Judges a request by what its source has asked for before.
     *
     * @param client who asks: another one than before if they share a proxy
     * @return null if nothing is wrong; then {@code account} counts it as running
     */
    @Nullable
    Refusal judge(Snapshot snapshot, NumericAddress client, Command command, Account account) {
        if (client != this.client && !client.equals(this.client)) {
            leave();
            asked = false;
            this.client = client;
            enter(snapshot);
        }
        renew(snapshot);
        if (snapshot.guard().denies(client)) {
            return client.equals(peer)
                    ? Guard.sourceDenied()
                    : Guard.sourceDenied().said(Manner.ANSWER);
        }
        Source from = source;
        if (from == null) {
            return null;
        }
        Refusal refusal = snapshot.guard().abuse().judge(from, !asked, command, account.receivedNanos());
        asked = true;
        if (refusal == null) {
            account.payer().is(from);
            return null;
        }
        // others use a proxy's connection, too
        return client.equals(peer) ? refusal : refusal.said(Manner.ANSWER);
    }

    /** How many requests at a time are let through of all that its connection may ask, at most {@code limit}. */
    public int atATime(int limit) {
        boolean counts =
                guard != null && source != null && !guard.trustedProxies().contains(peer);
        return counts ? Math.min(limit, guard.abuse().atATime()) : limit;
    }

    /**
     * Counts a request that came to nothing: one that was malformed, or broken off before it was whole.
     *
     * @return whether its source may ask for more
     */
    public boolean failed() {
        return guard == null
                || source == null
                || guard.abuse().failed(source, worker.time().nanos());
    }

    /** The client has flooded its connection with what nobody asked for. */
    public void flooded() {
        if (guard != null && source != null) {
            guard.abuse().ban(source, worker.time().nanos());
        }
    }

    /** The connection has ended. */
    public void leave() {
        if (source != null) {
            source.leave();
            source = null;
        }
    }
}
