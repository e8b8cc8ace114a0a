package org.irilb.core.pool;

import org.jspecify.annotations.Nullable;

/**
 * What part a node has in a pool by its distance. Immutable.
 *
 * @param standby whether it takes no new requests, because nearer ones do
 * @param fade how its share falls; null if it doesn't
 */
public record Part(boolean standby, @Nullable Ramp fade) {

    static final Part FULL = new Part(false, null);
    static final Part STANDBY = new Part(true, null);

    static Part fading(long fromNanos, long lengthNanos) {
        return new Part(false, new Ramp(fromNanos, lengthNanos, true));
    }
}
