package org.irilb.server.access;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.irilb.core.metrics.AccessLog;
import org.irilb.core.metrics.AccessRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Prints requests on a thread of its own. Loops add to a queue without waiting, whatever the output does; what it has
 * no room for is counted and lost. Any thread may add.
 */
public final class AccessPrinter implements AccessLog, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AccessPrinter.class);

    /** Bytes that may wait for a slow output. */
    private static final int ROOM = 16 << 20;

    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final int BATCH = 64 * 1024;

    private final AccessLine line;
    private final String prefix;
    private final int bodyLimit;
    private final PrintStream out;
    private final Queue<AccessRecord> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicLong lost = new AtomicLong();
    private final Thread thread = new Thread(this::run, "irilb-access");
    private volatile boolean closed;

    /**
     * @param prefix in front of each line; may be empty
     * @param bodyLimit bytes of each body that are printed, 0 or more
     */
    public AccessPrinter(AccessLine line, String prefix, int bodyLimit, PrintStream out) {
        this.line = line;
        this.prefix = prefix;
        this.bodyLimit = bodyLimit;
        this.out = out;
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public int bodyLimit() {
        return bodyLimit;
    }

    @Override
    public void add(AccessRecord record) {
        int size = size(record);
        if (waiting.addAndGet(size) > ROOM) {
            waiting.addAndGet(-size);
            lost.incrementAndGet();
            return;
        }
        queue.add(record);
    }

    /** About how many bytes of memory it takes. */
    private static int size(AccessRecord record) {
        return 512 + record.request().map(request -> request.body().length).orElse(0);
    }

    private void run() {
        StringBuilder batch = new StringBuilder();
        boolean last = false;
        while (!last) {
            last = closed; // what was added before is printed all the same
            print(batch);
            reportLost();
            if (!last) {
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private void print(StringBuilder batch) {
        AccessRecord record;
        while ((record = queue.poll()) != null) {
            waiting.addAndGet(-size(record));
            batch.append(prefix);
            line.append(record, batch);
            batch.append('\n');
            if (batch.length() > BATCH) {
                flush(batch);
            }
        }
        flush(batch);
    }

    private void flush(StringBuilder batch) {
        if (batch.length() > 0) {
            byte[] bytes = batch.toString().getBytes(StandardCharsets.UTF_8);
            out.write(bytes, 0, bytes.length);
            out.flush();
            batch.setLength(0);
        }
    }

    private void reportLost() {
        long count = lost.getAndSet(0);
        if (count > 0) {
            LOG.warn("the access log has lost {} requests: its output is too slow", count);
        }
    }

    /** Prints what was added before, and waits for that. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
