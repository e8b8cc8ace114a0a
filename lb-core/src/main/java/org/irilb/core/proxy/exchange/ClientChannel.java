package org.irilb.core.proxy.exchange;

import java.util.function.Consumer;

/** An open connection of a client, as its loop looks after it. One loop's. */
public interface ClientChannel {

    /** Ends it behind what is being asked on it. */
    void drain();

    void close();

    /** Tells {@code sink} of each request that is on its way. */
    void exchanges(Consumer<Serving> sink);
}
