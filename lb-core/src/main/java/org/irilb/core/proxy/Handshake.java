package org.irilb.core.proxy;

/** The beginning of a client's connection over TLS, before anything can be said. It has the time of a request. One loop's. */
final class Handshake {

    private enum State {
        NOT_BEGUN,
        UNDER_WAY,
        SUCCEEDED,
        FAILED
    }

    private final Worker worker;
    private final Timeout timeout;
    private State state = State.NOT_BEGUN;

    /** @param giveUp ends the connection when the time is over */
    Handshake(Worker worker, Runnable giveUp) {
        this.worker = worker;
        this.timeout = new Timeout(giveUp);
    }

    void begin() {
        state = State.UNDER_WAY;
        worker.timers()
                .schedule(
                        timeout, System.nanoTime() + worker.timeouts().request().toNanos());
    }

    void ended(boolean success) {
        state = success ? State.SUCCEEDED : State.FAILED;
        worker.timers().cancel(timeout);
    }

    boolean isUnderWay() {
        return state == State.UNDER_WAY;
    }

    boolean hasFailed() {
        return state == State.FAILED;
    }
}
