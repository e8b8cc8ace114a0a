package org.irilb.core.metrics;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.irilb.core.config.ServerName;
import org.jspecify.annotations.Nullable;

/** The last message of somebody that couldn't be read. Any thread. */
public final class LastMalformed {

    private final AtomicLong count = new AtomicLong();
    private volatile @Nullable MalformedMessage last;

    /** There was another one; for what it is, see {@link MalformedMessage}. */
    public void note(
            InetSocketAddress client,
            String listener,
            Optional<ServerName> server,
            String why,
            int length,
            String beginning) {
        last = new MalformedMessage(
                count.getAndIncrement(), Instant.now(), client, listener, server, why, length, beginning);
    }

    public Optional<MalformedMessage> last() {
        return Optional.ofNullable(last);
    }
}
