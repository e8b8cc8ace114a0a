package org.irilb.core.proxy.exchange;

import org.irilb.core.metrics.LoopStatus.ExchangeStatus;

/** How a client's request is served. It ends with {@link ClientConnection#exchangeDone}. One loop's. */
public sealed interface Serving
        permits Exchange, JoinedRequest, InterruptRequest, LocalAnswer, ChallengeAnswer, PasswordCheck {

    void start();

    /** More has come from the client. It waits behind this request, unless the request takes it. */
    default void received() {}

    /** The client takes more, or doesn't for now. That matters to those alone that say more than a client takes at once. */
    default void clientWritable(boolean writable) {}

    /**
     * The client's connection has ended.
     *
     * @param half whether it may still be waiting for the answer
     */
    void clientGone(boolean half);

    ExchangeStatus status();

    /** Whose request it is. */
    ClientConnection client();
}
