package org.irilb.core.proxy.listener;

import javax.net.ssl.SSLEngine;
import org.irilb.core.metrics.HandshakeError;
import org.irilb.core.proxy.loop.Loop;
import org.irilb.core.proxy.loop.Timeout;
import org.irilb.core.tls.ClientHandshake;

/** The beginning of a client's connection over TLS, before anything can be said. It has the time of a request. One loop's. */
public final class Handshake {

    private enum State {
        NOT_BEGUN,
        UNDER_WAY,
        TIMED_OUT,
        SUCCEEDED,
        FAILED
    }

    private final Loop loop;
    private final Runnable giveUp;
    private final Timeout timeout = new Timeout(this::timedOut);
    private State state = State.NOT_BEGUN;
    private long greetedMillis;

    /** @param giveUp ends the connection when the time is over */
    public Handshake(Loop loop, Runnable giveUp) {
        this.loop = loop;
        this.giveUp = giveUp;
    }

    public void begin() {
        state = State.UNDER_WAY;
        loop.timers()
                .schedule(timeout, System.nanoTime() + loop.timeouts().request().toNanos());
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
    public boolean succeeded(SSLEngine engine) {
        ended(State.SUCCEEDED);
        return ClientHandshake.isResumed(engine, greetedMillis);
    }

    /** Returns why. */
    public HandshakeError failed(Throwable cause) {
        return failed(ClientHandshake.error(cause));
    }

    /** The connection is closed; returns why. */
    public HandshakeError closed() {
        return failed(HandshakeError.CLOSED);
    }

    private HandshakeError failed(HandshakeError error) {
        HandshakeError why = state == State.TIMED_OUT ? HandshakeError.TIMEOUT : error;
        ended(State.FAILED);
        return why;
    }

    private void ended(State end) {
        state = end;
        loop.timers().cancel(timeout);
    }

    public boolean isUnderWay() {
        return state == State.UNDER_WAY || state == State.TIMED_OUT;
    }

    public boolean hasFailed() {
        return state == State.FAILED;
    }
}
