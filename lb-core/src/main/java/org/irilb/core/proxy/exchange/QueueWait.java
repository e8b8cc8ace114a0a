package org.irilb.core.proxy.exchange;

import org.irilb.core.pool.Asker;
import org.irilb.core.pool.Member;
import org.irilb.core.pool.Pool;
import org.irilb.core.pool.Ticket;
import org.irilb.core.pool.Waiter;
import org.jspecify.annotations.Nullable;

/**
 * A request's wait for a place in the queue of a pool. A place that comes when nobody waits for it any more is given
 * back. One loop's; what the queue calls hands over to it.
 */
final class QueueWait implements Waiter {

    private final Worker worker;
    private final Dispatch dispatch;
    private @Nullable Ticket ticket;

    private QueueWait(Worker worker, Dispatch dispatch) {
        this.worker = worker;
        this.dispatch = dispatch;
    }

    /** Begins it for {@code dispatch}, which is told once how it ends unless it {@linkplain #leave leaves}. */
    static QueueWait of(Dispatch dispatch, Worker worker, Pool pool, Asker asker) {
        QueueWait wait = new QueueWait(worker, dispatch);
        wait.ticket = worker.snapshot()
                .places()
                .enqueue(pool, wait, asker, worker.time().nanos());
        return wait;
    }

    @Override
    public void granted(Member member) {
        worker.loop().execute(() -> {
            if (end()) {
                dispatch.connect(member);
            } else {
                worker.snapshot().places().release(member);
            }
        });
    }

    @Override
    public void dismissed() {
        worker.loop().execute(() -> {
            if (end()) {
                dispatch.admit();
            }
        });
    }

    /** Returns whether it hasn't ended before. */
    private boolean end() {
        boolean ends = ticket != null;
        ticket = null;
        return ends;
    }

    /** Nobody waits any more; a grant that is on its way finds that out. */
    void leave() {
        if (ticket != null) {
            ticket.cancel();
            ticket = null;
        }
    }
}
