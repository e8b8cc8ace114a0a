package org.irilb.core.proxy.loop;

import org.jspecify.annotations.Nullable;

/** Something that happens unless it is put off or cancelled in time; a link of a {@link TimerWheel}. One loop's. */
public final class Timeout {

    private final Runnable action;
    private long deadlineNanos;
    private long tick = -1;
    private @Nullable Timeout previous;
    private @Nullable Timeout next;

    public Timeout(Runnable action) {
        this.action = action;
    }

    void run() {
        action.run();
    }

    long deadlineNanos() {
        return deadlineNanos;
    }

    void deadline(long nanos) {
        deadlineNanos = nanos;
    }

    public boolean isLinked() {
        return tick >= 0;
    }

    /** When the wheel will look at it: at its deadline, or before. */
    long tick() {
        return tick;
    }

    /** A list's head links to itself. */
    static Timeout head() {
        Timeout head = new Timeout(() -> {
            throw new IllegalStateException("a list's head doesn't time out");
        });
        head.previous = head;
        head.next = head;
        return head;
    }

    @Nullable
    Timeout first() {
        return next == this ? null : next;
    }

    void linkBefore(Timeout head, long tick) {
        Timeout last = head.previous;
        assert last != null && !isLinked();
        this.tick = tick;
        previous = last;
        next = head;
        last.next = this;
        head.previous = this;
    }

    void unlink() {
        if (previous != null && next != null) {
            previous.next = next;
            next.previous = previous;
        }
        previous = null;
        next = null;
        tick = -1;
    }
}
