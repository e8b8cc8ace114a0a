package org.irilb.core.proxy.exchange;

import org.irilb.core.pool.Asker;
import org.irilb.core.pool.Member;
import org.irilb.core.pool.Pool;
import org.irilb.core.pool.Ticket;
import org.irilb.core.pool.Waiter;
import org.irilb.core.proxy.loop.Loop;
import org.jspecify.annotations.Nullable;

/**
 * A request's wait for a place in the queue of a pool. A place that comes when nobody waits for it any more is given
 * back. One loop's; what the queue calls hands over to it.
 */
final class QueueWait implements Waiter {

    /** Who waits. */
    interface Owner {

        /** It has a place, which was taken for it at {@code member}. */
        void connect(Member member);

        /** Its pool has been given up. */
        void admit();
    }

    private final Loop loop;
    private final Owner owner;
    private @Nullable Ticket ticket;

    private QueueWait(Loop loop, Owner owner) {
        this.loop = loop;
        this.owner = owner;
    }

    /** Begins it for {@code owner}, which is told once how it ends unless it {@linkplain #leave leaves}. */
    static QueueWait begin(Loop loop, Owner owner, Pool pool, Asker asker) {
        QueueWait wait = new QueueWait(loop, owner);
        wait.ticket =
                loop.snapshot().places().enqueue(pool, wait, asker, loop.time().nanos());
        return wait;
    }

    @Override
    public void granted(Member member) {
        loop.execute(() -> {
            if (end()) {
                owner.connect(member);
            } else {
                loop.snapshot().places().release(member);
            }
        });
    }

    @Override
    public void dismissed() {
        loop.execute(() -> {
            if (end()) {
                owner.admit();
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
