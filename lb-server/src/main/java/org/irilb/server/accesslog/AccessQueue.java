package org.irilb.server.accesslog;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.irilb.core.metrics.AccessRecord;
import org.irilb.core.metrics.AccessRecord.RequestText;
import org.jctools.queues.atomic.MpscAtomicArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * Records on their way from the loops to the writer: so many at most, and no more memory than {@link #ROOM}. Any thread
 * may add; the rest is the writer's.
 */
final class AccessQueue {

    /** Bytes that records may take. Bodies may be long, and the queue too. */
    static final int ROOM = 16 << 20;

    /** While requests come all the time, they are gathered for so long: then nobody needs to wake the writer. */
    private static final Duration GATHERING = Duration.ofMillis(10);

    private final int length;
    private final MpscAtomicArrayQueue<AccessRecord> records; // the one that needs no Unsafe, of which Java 25 warns
    private final AtomicInteger taken = new AtomicInteger();
    private final AtomicReference<@Nullable Thread> asleep = new AtomicReference<>();

    /** @param length 1 or more */
    AccessQueue(int length) {
        this.length = length;
        this.records = new MpscAtomicArrayQueue<>(length);
    }

    /** Returns whether there was room; never waits. */
    boolean offer(AccessRecord record) {
        int size = size(record);
        if (taken.addAndGet(size) > ROOM || !records.offerIfBelowThreshold(record, length)) {
            taken.addAndGet(-size);
            return false;
        }
        Thread writer = asleep.get();
        if (writer != null && asleep.compareAndSet(writer, null)) {
            LockSupport.unpark(writer);
        }
        return true;
    }

    /** About how many bytes it takes. */
    private static int size(AccessRecord record) {
        RequestText request = record.request().orElse(null);
        return 512
                + (request == null
                        ? 0
                        : request.line().length() + request.userAgent().length() + request.body().length);
    }

    /** The oldest; null if there is none. */
    @Nullable
    AccessRecord poll() {
        AccessRecord record = records.poll();
        if (record != null) {
            taken.addAndGet(-size(record));
        }
        return record;
    }

    int size() {
        return records.size();
    }

    /** Waits a little, in which records gather, or until the thread is unparked. */
    void gather() {
        LockSupport.parkNanos(this, GATHERING.toNanos());
    }

    /** Waits until there is a record, or the thread is unparked; not at all if there is {@code other} work. */
    void await(BooleanSupplier other) {
        asleep.set(Thread.currentThread()); // before the look: whoever adds after it sees this
        if (records.isEmpty() && !other.getAsBoolean()) {
            LockSupport.park(this);
        }
        asleep.set(null);
    }
}
