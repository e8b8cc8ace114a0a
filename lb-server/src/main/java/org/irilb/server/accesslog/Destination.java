package org.irilb.server.accesslog;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Where lines go. Messages call it by its {@code toString()}. The writer's thread only. */
interface Destination extends AutoCloseable {

    /** Opens it, or opens it again if it is open; afterwards the file that bears its name now is meant. May block. */
    void open() throws IOException;

    /** Writes all of it, whole lines. May block. After an error the buffer holds what is still to be written. */
    void write(ByteBuffer lines) throws IOException;

    @Override
    void close() throws IOException;
}
