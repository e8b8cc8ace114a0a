package org.irilb.server.accesslog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.irilb.core.metrics.AccessLog;
import org.irilb.core.metrics.AccessRecord;
import org.irilb.server.config.AccessFormat;
import org.irilb.server.config.LogSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes requests on a thread of its own. Loops add to a queue without waiting, whatever the destination does; what the
 * queue has no room for is counted and lost. Any thread.
 */
public final class AccessLogWriter implements AccessLog, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AccessLogWriter.class);

    private static final int BATCH = 64 * 1024;
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration CLOSING = Duration.ofSeconds(3);

    private final AccessLine line;
    private final Destination destination;
    private final int bodyLimit;
    private final AccessQueue queue;
    private final Losses losses;
    private final Trouble trouble;
    private final StringBuilder batch = new StringBuilder();
    private final Thread thread = new Thread(this::run, "irilb-access-log");
    private volatile boolean mustOpen = true;
    private volatile boolean closed;

    AccessLogWriter(AccessLine line, Destination destination, int bodyLimit, AccessQueue queue, Losses losses) {
        this.line = line;
        this.destination = destination;
        this.bodyLimit = bodyLimit;
        this.queue = queue;
        this.losses = losses;
        this.trouble = new Trouble(destination, System::nanoTime);
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Starts it; a file that can't be opened is told of in the program's log, and tried again.
     *
     * @param journal whether standard output is read by systemd's journal
     */
    public static AccessLogWriter start(AccessFormat format, LogSettings settings, boolean journal) {
        AccessLine line =
                switch (format) {
                    case HAPROXY -> new HaproxyLine(ZoneId.systemDefault());
                    case JSON -> new JsonLine();
                };
        boolean marked = journal && settings.file().isEmpty();
        return new AccessLogWriter(
                marked ? new JournalLine(line) : line,
                settings.file().<Destination>map(LogFile::new).orElseGet(StandardOutput::new),
                settings.bodyLimit(),
                new AccessQueue(settings.queue()),
                new Losses(CompletableFuture.delayedExecutor(Trouble.INTERVAL.toSeconds(), TimeUnit.SECONDS)));
    }

    @Override
    public int bodyLimit() {
        return bodyLimit;
    }

    @Override
    public void add(AccessRecord record) {
        if (closed || !queue.offer(record)) {
            losses.add(1);
        }
    }

    /** Those that it had no room for, or couldn't write before it was closed. */
    @Override
    public long lost() {
        return losses.total();
    }

    /** Opens its file again, because that was renamed. Doesn't wait for it. */
    public void reopen() {
        mustOpen = true;
        LockSupport.unpark(thread);
    }

    private void run() {
        boolean last = false;
        while (!last) {
            last = closed; // what was added before is written all the same
            if (mustOpen) {
                attempt(ByteBuffer.allocate(0));
            }
            if (writeAll()) {
                queue.gather();
            } else {
                queue.await(() -> mustOpen || closed);
            }
        }
        attemptToClose();
    }

    /** Returns whether there was anything. */
    private boolean writeAll() {
        AccessRecord record = queue.poll();
        boolean any = record != null;
        while (record != null) {
            line.append(record, batch);
            batch.append('\n');
            if (batch.length() >= BATCH) {
                writeBatch();
            }
            record = queue.poll();
        }
        writeBatch();
        return any;
    }

    /** Goes on until all is written: as long as that fails, requests wait in the queue. */
    private void writeBatch() {
        ByteBuffer lines = ByteBuffer.wrap(batch.toString().getBytes(StandardCharsets.US_ASCII));
        batch.setLength(0);
        while (lines.hasRemaining() && !attempt(lines)) {
            if (closed) {
                losses.add(count(lines));
                return;
            }
            LockSupport.parkNanos(this, RETRY.toNanos());
        }
    }

    private boolean attempt(ByteBuffer lines) {
        try {
            if (mustOpen) {
                mustOpen = false;
                destination.open();
                LOG.info("access log goes to {}", destination);
            }
            destination.write(lines);
            trouble.over();
            return true;
        } catch (IOException e) {
            trouble.met(e);
            return false;
        }
    }

    private static int count(ByteBuffer lines) {
        int count = 0;
        while (lines.hasRemaining()) {
            if (lines.get() == '\n') {
                count++;
            }
        }
        return count;
    }

    private void attemptToClose() {
        try {
            destination.close();
        } catch (IOException e) {
            trouble.met(e);
        }
    }

    /** Writes what was added before, unless that takes longer than three seconds. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join(CLOSING.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        losses.add(queue.size()); // of a writer that is stuck, which ends with the process
        losses.tell();
    }
}
