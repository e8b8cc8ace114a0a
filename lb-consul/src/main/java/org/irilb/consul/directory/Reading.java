package org.irilb.consul.directory;

import java.time.Duration;
import java.util.Optional;
import org.irilb.core.config.FileStamp;

/**
 * What became of reading a file in the state that its stamp tells. Immutable.
 *
 * @param firstNanos when the file was first seen in this state, as {@link System#nanoTime()} tells it
 * @param nanos when it was last read
 * @param problem what is wrong with it; empty if nothing is
 */
record Reading(FileStamp stamp, long firstNanos, long nanos, Optional<String> problem) {

    /**
     * How long a file may be written without another stamp: FAT notes even seconds. As it counts from when the state was
     * first seen, the clock of a file server may be wrong.
     */
    private static final long TICK_NANOS = Duration.ofSeconds(2).toNanos();

    /** Whether the file, being in this state now, still holds what was read. */
    boolean holds(FileStamp now) {
        return stamp.equals(now) && nanos - firstNanos >= TICK_NANOS;
    }

    /** When a state that is seen at {@code nowNanos} was first seen. */
    long firstNanos(FileStamp now, long nowNanos) {
        return stamp.equals(now) ? firstNanos : nowNanos;
    }
}
