package org.irilb.server.accesslog;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests that couldn't be logged: counted, and told of in the program's log after a while, with all that were lost in
 * the meantime. Neither by those who lose, which are loops, nor by the writer, which may be stuck. Any thread.
 */
final class Losses {

    private static final Logger LOG = LoggerFactory.getLogger(Losses.class);

    private final Executor later;
    private final AtomicLong total = new AtomicLong();
    private final AtomicBoolean willTell = new AtomicBoolean();
    private final AtomicLong told = new AtomicLong();

    /** @param later runs what it is given on another thread, after the time that two reports are apart at least */
    Losses(Executor later) {
        this.later = later;
    }

    void add(int count) {
        if (count > 0) {
            total.addAndGet(count);
            tellLater();
        }
    }

    private void tellLater() {
        if (!willTell.get() && willTell.compareAndSet(false, true)) {
            later.execute(() -> {
                willTell.set(false); // before it looks, so that a loss from here on asks for the next report
                tell();
            });
        }
    }

    /** Tells of those that weren't told of. */
    void tell() {
        long all = total.get();
        long before = told.getAndAccumulate(all, Math::max);
        if (all > before) {
            LOG.warn(
                    "access log: {} requests lost, {} since the start; its output is slow or fails", all - before, all);
        }
    }

    /** Since the start. */
    long total() {
        return total.get();
    }
}
