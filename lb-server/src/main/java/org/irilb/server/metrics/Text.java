package org.irilb.server.metrics;

import java.io.IOException;
import java.io.OutputStream;

/** Text on its way to somebody. To be closed by whoever sends it. */
public interface Text extends AutoCloseable {

    /** Its length in bytes; 0 if nobody knows yet. */
    long length();

    /** @throws IOException if {@code out} takes no more */
    void writeTo(OutputStream out) throws IOException;

    @Override
    default void close() {}
}
