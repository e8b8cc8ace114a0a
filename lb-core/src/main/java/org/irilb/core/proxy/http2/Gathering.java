package org.irilb.core.proxy.http2;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The bodies that a connection's streams send and that must be whole before they are used. Beyond a limit only the
 * stream that was first goes on, so that they get ready one after the other. One connection's.
 */
final class Gathering {

    private final int limit;
    private final Set<StreamInput> streams = new LinkedHashSet<>();
    private long bytes;

    /** @param limit in bytes, of all of them together */
    Gathering(int limit) {
        this.limit = limit;
    }

    /** So much has come of the body of {@code stream}, and it isn't whole yet. */
    void add(StreamInput stream, int length) {
        if (length > 0) {
            streams.add(stream);
            bytes += length;
        }
    }

    /** Whether the body of {@code stream} may go on. */
    boolean mayGoOn(StreamInput stream) {
        return bytes <= limit || streams.isEmpty() || streams.iterator().next() == stream;
    }

    /** The body of {@code stream}, of which {@code length} has come, isn't waited for any more. */
    void leave(StreamInput stream, int length) {
        if (streams.remove(stream)) {
            boolean full = bytes > limit;
            bytes -= length;
            if (full) {
                List.copyOf(streams).forEach(StreamInput::open);
            }
        }
    }
}
