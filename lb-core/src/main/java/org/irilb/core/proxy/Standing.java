package org.irilb.core.proxy;

import org.irilb.core.command.Command;
import org.irilb.core.guard.Guard;
import org.irilb.core.guard.Refusal;
import org.irilb.core.guard.Source;
import org.irilb.core.guard.SourceTable;
import org.irilb.core.snapshot.Snapshot;
import org.jspecify.annotations.Nullable;

/**
 * How the source of a client's connection stands: what is counted of it, unless the rules say that it isn't counted. One
 * loop's.
 */
final class Standing {

    private final Worker worker;
    private ClientSource client;
    private @Nullable Guard guard;
    private @Nullable SourceTable table;
    private @Nullable Source source;
    private boolean asked;

    Standing(Worker worker, ClientSource client) {
        this.worker = worker;
        this.client = client;
    }

    /** The connection begins, and {@code client} is at its other end. Returns whether it may stay. */
    boolean arrive(ClientSource client) {
        this.client = client;
        return enter(worker.snapshot());
    }

    private boolean enter(Snapshot snapshot) {
        guard = snapshot.guard();
        table = snapshot.sources();
        long now = worker.time().nanos();
        source = guard.counts(client.numeric())
                ? snapshot.sources().enter(client.address().getAddress(), now)
                : null;
        return source == null || guard.abuse().admit(source, now);
    }

    /** Looks again who is to be counted, if there are other rules now. */
    private void renew(Snapshot snapshot) {
        if (guard == snapshot.guard()) {
            return;
        }
        boolean sameTable = table == snapshot.sources();
        boolean counted = snapshot.guard().counts(client.numeric());
        if (!counted || !sameTable) {
            leave();
        }
        if (counted && source == null) {
            source = snapshot.sources()
                    .enter(client.address().getAddress(), worker.time().nanos());
        }
        guard = snapshot.guard();
        table = snapshot.sources();
    }

    /**
     * Judges a request by what its source has asked for before.
     *
     * @param client who asks: another one than before if they share a proxy
     * @return null if nothing is wrong; then {@code account} counts it as running
     */
    @Nullable
    Refusal judge(Snapshot snapshot, ClientSource client, Command command, Account account) {
        if (client != this.client && !client.numeric().equals(this.client.numeric())) {
            leave();
            asked = false;
            this.client = client;
            enter(snapshot);
        }
        renew(snapshot);
        Source from = source;
        if (from == null) {
            return null;
        }
        Refusal refusal = snapshot.guard().abuse().judge(from, !asked, command, account.receivedNanos());
        asked = true;
        if (refusal == null) {
            account.runsFor(from);
        }
        return refusal;
    }

    /** The connection has ended. */
    void leave() {
        if (source != null) {
            source.leave();
            source = null;
        }
    }
}
