package org.irilb.consul.watch;

import java.time.Duration;
import org.irilb.consul.api.ReadFailure;

/**
 * Asks, while a blocking question is held back, whether anybody still holds it: an agent that hangs, or one that has
 * lost its servers without knowing, looks just as one that has nothing to say. One Vert.x loop's.
 */
final class Pulse {

    private final WatchLoop.Reader<?> reader;
    private final WatchLoop<?> loop;
    private boolean waiting;

    Pulse(WatchLoop.Reader<?> reader, WatchLoop<?> loop) {
        this.reader = reader;
        this.loop = loop;
    }

    void look(Duration patience) {
        if (waiting || loop.contact().failures() > 0) {
            return;
        }
        waiting = true;
        long reads = loop.contact().reads();
        reader.signOfLife(patience).onComplete(result -> {
            waiting = false;
            boolean heardSince = loop.contact().reads() != reads;
            if (result.succeeded()) {
                loop.heard();
            } else if (!heardSince) {
                ReadFailure failure = ReadFailure.of(result.cause());
                // whatever else it says, somebody is there to say it
                if (failure.kind() == ReadFailure.Kind.AWAY) {
                    loop.giveUp(failure);
                }
            }
        });
    }
}
