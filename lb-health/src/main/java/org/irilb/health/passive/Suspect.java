package org.irilb.health.passive;

import java.util.ArrayDeque;
import java.util.Deque;

/** What is held against one node. The checks' thread. */
final class Suspect {

    private final String id;
    private final Deque<Long> stateErrors = new ArrayDeque<>();
    private String reason = "";
    private boolean guilty;
    private boolean fromState;
    private int ejections;
    private long sinceNanos;

    Suspect(String id) {
        this.id = id;
    }

    String id() {
        return id;
    }

    /** Whether it is to be taken out, as far as others allow. */
    boolean isGuilty() {
        return guilty;
    }

    /** Whether it is by answers that say that it isn't ready. */
    boolean isUnready() {
        return fromState;
    }

    String reason() {
        return reason;
    }

    /** How often it was found guilty; forgotten after it has been good for long. */
    int ejections() {
        return ejections;
    }

    /** When it was found guilty, or acquitted. */
    long sinceNanos() {
        return sinceNanos;
    }

    /** @return how many such answers there were within the window, this one among them */
    int stateError(long nowNanos, long windowNanos) {
        stateErrors.addLast(nowNanos);
        while (nowNanos - stateErrors.getFirst() > windowNanos) {
            stateErrors.removeFirst();
        }
        return stateErrors.size();
    }

    void convict(boolean unready, String why, long nowNanos) {
        guilty = true;
        fromState = unready;
        reason = why;
        sinceNanos = nowNanos;
        ejections++;
    }

    void acquit(long nowNanos) {
        guilty = false;
        reason = "";
        stateErrors.clear();
        sinceNanos = nowNanos;
    }

    void forgive() {
        ejections = 0;
    }
}
