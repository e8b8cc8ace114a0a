package org.irilb.core.proxy.http2;

import org.irilb.core.config.Rate;

/**
 * How many frames a client may still send that ask for nothing: settings, pings, window updates, resets, empty data. So
 * many come back with time, and each request and each answer bring some. One connection's.
 */
final class FrameBudget {

    /** A request brings frames to open its window, and to end it. */
    private static final int OF_REQUEST = 10;

    /** Clients that open their windows by the smallest steps do it each 4 KiB, for the stream and the connection. */
    private static final int BYTES_EACH = 1024;

    private final int limit;
    private final long periodNanos;
    private long periodEnds;
    private int left;

    FrameBudget(Rate rate, long nowNanos) {
        this.limit = rate.events();
        this.periodNanos = rate.period().toNanos();
        this.periodEnds = nowNanos + periodNanos;
        this.left = limit;
    }

    /** Takes one frame out of it; returns whether there was one. */
    boolean take(long nowNanos) {
        if (nowNanos - periodEnds >= 0) {
            periodEnds = nowNanos + periodNanos;
            left = Math.max(left, limit);
        }
        return --left >= 0;
    }

    /** A request has come. */
    void requested() {
        add(OF_REQUEST);
    }

    /** So many bytes of an answer are sent. */
    void answered(int bytes) {
        add(1 + bytes / BYTES_EACH);
    }

    /** What was brought in long ago doesn't gather without end. */
    private void add(int frames) {
        left = (int) Math.min((long) left + frames, 10L * limit);
    }
}
