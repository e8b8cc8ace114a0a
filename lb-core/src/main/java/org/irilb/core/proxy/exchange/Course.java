package org.irilb.core.proxy.exchange;

import java.util.concurrent.TimeUnit;
import org.irilb.core.metrics.Timings;
import org.irilb.core.proxy.loop.EventTime;

/** When a request has come how far. One loop's. */
final class Course {

    private static final long NOT_REACHED = 0;

    private final EventTime time;
    private final long beganNanos;
    private final long receivedNanos;
    private long chosenNanos = NOT_REACHED;
    private long connectedNanos = NOT_REACHED;
    private long answeredNanos = NOT_REACHED;

    /**
     * It is there now.
     *
     * @param beganNanos when it began to arrive
     */
    Course(EventTime time, long beganNanos) {
        this.time = time;
        this.beganNanos = beganNanos;
        this.receivedNanos = time.nanos();
    }

    long receivedNanos() {
        return receivedNanos;
    }

    /** A server is chosen for it, be it another one, to which it isn't sent yet. */
    void chosen() {
        chosenNanos = time.nanos();
        connectedNanos = NOT_REACHED;
    }

    boolean isChosen() {
        return chosenNanos != NOT_REACHED;
    }

    /** It is sent. */
    void connected() {
        connectedNanos = time.nanos();
    }

    boolean isConnected() {
        return connectedNanos != NOT_REACHED;
    }

    /** The final answer of its node begins. */
    void answered() {
        answeredNanos = time.nanos();
    }

    long answeredNanos() {
        return answeredNanos;
    }

    /** How long it has waited for its server, or waits. */
    long waitedNanos() {
        return (isChosen() ? chosenNanos : time.nanos()) - receivedNanos;
    }

    /** From when it was sent until its answer began. */
    long responseNanos() {
        return answeredNanos - connectedNanos;
    }

    /** From its beginning until now. */
    long totalNanos() {
        return time.nanos() - beganNanos;
    }

    /** Adds what a node has answered, now that it is over. */
    void addTo(Timings timings, int loop) {
        timings.add(loop, waitedNanos(), connectedNanos - chosenNanos, responseNanos(), totalNanos());
    }

    /** How long it took to arrive. */
    long requestMillis() {
        return TimeUnit.NANOSECONDS.toMillis(receivedNanos - beganNanos);
    }

    /** -1 if no server was chosen. */
    long queueMillis() {
        return millis(receivedNanos, chosenNanos);
    }

    /** -1 if it wasn't sent. */
    long connectMillis() {
        return millis(chosenNanos, connectedNanos);
    }

    /** -1 if it wasn't sent, or not answered. */
    long responseMillis() {
        return isConnected() ? millis(connectedNanos, answeredNanos) : -1;
    }

    long totalMillis() {
        return TimeUnit.NANOSECONDS.toMillis(totalNanos());
    }

    private static long millis(long fromNanos, long toNanos) {
        return toNanos == NOT_REACHED ? -1 : TimeUnit.NANOSECONDS.toMillis(toNanos - fromNanos);
    }
}
