package org.irilb.core.proxy.loop;

/**
 * The time, for all that needs it. While an event is worked off, which takes microseconds, it is the time at which that
 * began: a request needs the time ten times, and to ask the clock so often costs more than to parse its head (see
 * {@code ExchangeBenchmark}). One loop's.
 */
public final class EventTime {

    private long beganNanos;
    private boolean inEvent;

    /** An event begins. */
    public void begin() {
        beganNanos = System.nanoTime();
        inEvent = true;
    }

    /** It is worked off. */
    public void end() {
        inEvent = false;
    }

    /** As {@link System#nanoTime()} tells it. */
    public long nanos() {
        return inEvent ? beganNanos : System.nanoTime();
    }
}
