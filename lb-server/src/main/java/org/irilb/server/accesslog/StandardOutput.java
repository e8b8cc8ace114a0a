package org.irilb.server.accesslog;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/**
 * Standard output, which the program's own log writes to as well. Not through {@code System.out}, which keeps errors to
 * itself. The writer's thread only.
 */
final class StandardOutput implements Destination {

    /** A write of at most so many bytes to a pipe isn't mixed with others (man 7 pipe, PIPE_BUF). */
    private static final int UNMIXED = 4096;

    private final WritableByteChannel out;

    StandardOutput() {
        this(new FileOutputStream(FileDescriptor.out).getChannel());
    }

    StandardOutput(WritableByteChannel out) {
        this.out = out;
    }

    @Override
    public void open() {
        // it always is
    }

    @Override
    public void write(ByteBuffer lines) throws IOException {
        while (lines.hasRemaining()) {
            int all = lines.limit();
            lines.limit(endOfWholeLines(lines));
            try {
                out.write(lines);
            } finally {
                lines.limit(all);
            }
        }
    }

    /** Behind as many lines as go into an unmixed write, but at least one. */
    private static int endOfWholeLines(ByteBuffer lines) {
        int end = lines.position();
        for (int i = lines.position(); i < lines.limit(); i++) {
            if (i - lines.position() >= UNMIXED && end > lines.position()) {
                return end;
            }
            if (lines.get(i) == '\n') {
                end = i + 1;
            }
        }
        return lines.limit();
    }

    @Override
    public void close() {
        // others go on writing to it
    }

    @Override
    public String toString() {
        return "standard output";
    }
}
