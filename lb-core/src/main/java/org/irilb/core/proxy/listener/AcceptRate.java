package org.irilb.core.proxy.listener;

/**
 * How many connections may be let in within a second, over all listeners. HAProxy limits connections, sessions, and
 * sessions of TLS; here a connection is a session, so that the lowest limit counts. Any thread.
 */
public final class AcceptRate {

    /** Before somebody looks again who was not let in. */
    static final int PAUSE_MILLIS = 10;

    private final RateLimit all = new RateLimit();
    private final RateLimit tls = new RateLimit();
    private volatile int connections;
    private volatile int sessions;

    /** @param limit a second; 0 for any number */
    public void limitConnections(int limit) {
        connections = limit;
        all.limit(lower());
    }

    /** @param limit a second; 0 for any number */
    public void limitSessions(int limit) {
        sessions = limit;
        all.limit(lower());
    }

    /** @param limit of connections with TLS a second; 0 for any number */
    public void limitTls(int limit) {
        tls.limit(limit);
    }

    public int connections() {
        return connections;
    }

    public int sessions() {
        return sessions;
    }

    public int tls() {
        return tls.most();
    }

    boolean isLimited() {
        return all.most() > 0 || tls.most() > 0;
    }

    private int lower() {
        int first = connections;
        int second = sessions;
        return first == 0 || second == 0 ? Math.max(first, second) : Math.min(first, second);
    }

    /**
     * Counts one more, unless that exceeds a limit; returns whether it did.
     *
     * @param secure whether it will speak TLS
     */
    boolean tryEnter(boolean secure, long nowNanos) {
        if (!secure) {
            return all.tryCount(nowNanos);
        }
        // Of two that come at once one may be too many for TLS; what was counted couldn't be taken back.
        return !tls.isReached(nowNanos) && all.tryCount(nowNanos) && tls.tryCount(nowNanos);
    }
}
