package org.irilb.core.proxy;

import javax.net.ssl.SSLEngine;
import org.irilb.core.metrics.HandshakeError;
import org.irilb.core.tls.ClientHandshake;

/** The beginning of a client's connection over TLS, before anything can be said. It has the time of a request. One loop's. */
final class Handshake {

    private enum State {
        NOT_BEGUN,
        UNDER_WAY,
        TIMED_OUT,
        SUCCEEDED,
        FAILED
    }

    private final Worker worker;
    private final Runnable giveUp;
    private final Timeout timeout = new Timeout(this::timedOut);
    private State state = State.NOT_BEGUN;
    private long greetedMillis;

    /** @param giveUp ends the connection when the time is over */
    Handshake(Worker worker, Runnable giveUp) {
        this.worker = worker;
        this.giveUp = giveUp;
    }

    void begin() {
        state = State.UNDER_WAY;
        worker.timers()
                .schedule(
                        timeout, System.nanoTime() + worker.timeouts().request().toNanos());
    }

    /** The client has said hello. */
    void greeted() {
        greetedMillis = System.currentTimeMillis();
    }

    private void timedOut() {
        state = State.TIMED_OUT;
        giveUp.run();
    }

    /** Returns whether it went on with a session of an earlier connection. */
    boolean succeeded(SSLEngine engine) {
        ended(State.SUCCEEDED);
        return ClientHandshake.isResumed(engine, greetedMillis);
    }

    /** Returns why. */
    HandshakeError failed(Throwable cause) {
        return failed(ClientHandshake.error(cause));
    }

    /** The connection is closed; returns why. */
    HandshakeError closed() {
        return failed(HandshakeError.CLOSED);
    }

    private HandshakeError failed(HandshakeError error) {
        HandshakeError why = state == State.TIMED_OUT ? HandshakeError.TIMEOUT : error;
        ended(State.FAILED);
        return why;
    }

    private void ended(State end) {
        state = end;
        worker.timers().cancel(timeout);
    }

    boolean isUnderWay() {
        return state == State.UNDER_WAY || state == State.TIMED_OUT;
    }

    boolean hasFailed() {
        return state == State.FAILED;
    }
}
