package org.irilb.core.proxy.listener;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.irilb.core.guard.TwoBuckets;

/**
 * How many connections may be let in within a second, over all listeners. HAProxy limits connections and sessions; here a
 * connection is a session, so that the lower limit counts. Any thread.
 */
public final class AcceptRate {

    /** Before somebody looks again who was not let in. */
    static final int PAUSE_MILLIS = 10;

    private static final int SECOND = 1000;

    private final AtomicLong buckets = new AtomicLong();
    private volatile int connections;
    private volatile int sessions;

    /** @param limit a second; 0 for any number */
    public void limitConnections(int limit) {
        connections = limit;
    }

    /** @param limit a second; 0 for any number */
    public void limitSessions(int limit) {
        sessions = limit;
    }

    public int connections() {
        return connections;
    }

    public int sessions() {
        return sessions;
    }

    boolean isLimited() {
        return limit() > 0;
    }

    private int limit() {
        int first = connections;
        int second = sessions;
        return first == 0 || second == 0 ? Math.max(first, second) : Math.min(first, second);
    }

    /** Counts one more, unless that exceeds the limit; returns whether it did. */
    boolean tryEnter(long nowNanos) {
        int most = limit();
        if (most == 0) {
            return true;
        }
        long now = TimeUnit.NANOSECONDS.toMillis(nowNanos);
        while (true) {
            long before = buckets.get();
            if (TwoBuckets.rate(before, now, SECOND) >= most) {
                return false;
            }
            if (buckets.compareAndSet(before, TwoBuckets.add(before, now, SECOND))) {
                return true;
            }
        }
    }
}
