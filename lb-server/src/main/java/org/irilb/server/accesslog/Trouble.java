package org.irilb.server.accesslog;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of a destination that can't be written, once in a while, and when it can again. The writer's thread only. */
final class Trouble {

    private static final Logger LOG = LoggerFactory.getLogger(Trouble.class);

    static final Duration INTERVAL = Duration.ofSeconds(10);

    private final Destination destination;
    private final LongSupplier nanoTime;
    private boolean everTold;
    private long toldNanos;
    private boolean lasts;

    Trouble(Destination destination, LongSupplier nanoTime) {
        this.destination = destination;
        this.nanoTime = nanoTime;
    }

    void met(IOException error) {
        long now = nanoTime.getAsLong();
        if (!everTold || now - toldNanos >= INTERVAL.toNanos()) {
            LOG.warn("access log: {} can't be written: {}", destination, reason(error));
            everTold = true;
            toldNanos = now;
            lasts = true;
        }
    }

    void over() {
        if (lasts) {
            LOG.info("access log: {} is written again", destination);
            lasts = false;
        }
    }

    private static String reason(IOException error) {
        if (error instanceof NoSuchFileException) {
            return "no such directory"; // a missing file would be made
        }
        if (error instanceof AccessDeniedException) {
            return "access denied";
        }
        boolean told = error instanceof FileSystemException file && file.getReason() != null;
        return told ? ((FileSystemException) error).getReason() : String.valueOf(error.getMessage());
    }
}
