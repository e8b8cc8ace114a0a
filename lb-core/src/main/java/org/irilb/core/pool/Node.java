package org.irilb.core.pool;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.irilb.core.config.NodeConfig;
import org.irilb.core.config.Scheme;
import org.irilb.core.config.TlsOptions;

/**
 * A node for as long as its ID, address, port, scheme and TLS options stay, however often its weight, limits or pools change. It
 * knows how many requests it has, over all pools and loops, and is where limits are enforced. Any thread.
 */
public final class Node {

    private static final long ONE = 1L << 32;
    private static final long ONE_WITH_POW = ONE + 1;
    /** While no places for proof of work are given. */
    private static final long SUSPENDED = 1L << 30;

    private final String id;
    private final String host;
    private final int port;
    private final Scheme scheme;
    private final TlsOptions tls;
    /** All requests in the upper half, those of PoW among them in the lower: both limits hold in one compare-and-set. */
    private final AtomicLong inFlight = new AtomicLong();

    private final AtomicInteger failedInARow = new AtomicInteger();

    public Node(NodeConfig config) {
        id = config.id();
        host = config.host();
        port = config.port();
        scheme = config.scheme();
        tls = config.tls();
    }

    public String id() {
        return id;
    }

    public String host() {
        return host;
    }

    public int port() {
        return port;
    }

    public Scheme scheme() {
        return scheme;
    }

    /** How TLS is spoken with it; matters with {@link Scheme#HTTPS} only. */
    public TlsOptions tls() {
        return tls;
    }

    /** Whether {@code config} speaks of this node, so that counts and connections go on; limits may differ. */
    public boolean isSameNode(NodeConfig config) {
        return id.equals(config.id())
                && host.equals(config.host())
                && port == config.port()
                && scheme == config.scheme()
                && tls.equals(config.tls());
    }

    /** A request has failed here; returns how many have since one was answered in full. */
    public int failed() {
        return failedInARow.incrementAndGet();
    }

    /** Requests that have failed here since one was answered in full. */
    public int failedInARow() {
        return failedInARow.get();
    }

    /** A request was answered in full. */
    public void worked() {
        if (failedInARow.get() != 0) {
            failedInARow.set(0);
        }
    }

    /** Requests at this node now, through whatever pool. */
    public int inFlight() {
        return all(inFlight.get());
    }

    /** Of these, the ones that came through a PoW pool. */
    public int powInFlight() {
        return pow(inFlight.get());
    }

    /**
     * Takes a place if there is one below the limits of this moment.
     *
     * @param pow whether the request counts as proof of work, and so against both limits
     * @return whether it was taken; each place taken is given back once, with the same {@code pow}
     */
    public boolean tryAcquire(int maxInFlight, int maxPow, boolean pow) {
        long one = pow ? ONE_WITH_POW : ONE;
        long before;
        do {
            before = inFlight.get();
            if (!hasRoom(before, maxInFlight, maxPow, pow)) {
                return false;
            }
        } while (!inFlight.compareAndSet(before, before + one));
        return true;
    }

    /** Whether {@link #tryAcquire} would succeed this moment. */
    boolean hasRoom(int maxInFlight, int maxPow, boolean pow) {
        return hasRoom(inFlight.get(), maxInFlight, maxPow, pow);
    }

    /**
     * Gives a place back. The caller looks for waiters afterwards, see {@link Places#drain()}.
     *
     * @throws IllegalStateException if no such place was taken
     */
    public void release(boolean pow) {
        long one = pow ? ONE_WITH_POW : ONE;
        long before;
        do {
            before = inFlight.get();
            if (all(before) == 0 || (pow ? pow(before) == 0 : all(before) == pow(before))) {
                throw new IllegalStateException("node " + id + ": a place given back that nobody holds (in flight: "
                        + all(before) + ", of these PoW: " + pow(before) + ")");
            }
        } while (!inFlight.compareAndSet(before, before - one));
    }

    /**
     * Gives no more places for proof of work until {@link Places#resumePow}, so that what the node is asked meanwhile
     * meets none but the work that it has.
     *
     * @return places that are taken for proof of work; -1 if they are suspended already, by somebody else
     */
    public int suspendPow() {
        long before;
        do {
            before = inFlight.get();
            if (isSuspended(before)) {
                return -1;
            }
        } while (!inFlight.compareAndSet(before, before + SUSPENDED));
        return pow(before);
    }

    /** Gives places for proof of work again. The caller looks for waiters afterwards. */
    void resumePow() {
        inFlight.addAndGet(-SUSPENDED);
    }

    private static boolean isSuspended(long inFlight) {
        return (inFlight & SUSPENDED) != 0;
    }

    private static int all(long inFlight) {
        return (int) (inFlight >>> 32);
    }

    private static int pow(long inFlight) {
        return (int) (inFlight & (SUSPENDED - 1));
    }

    private static boolean hasRoom(long inFlight, int maxInFlight, int maxPow, boolean pow) {
        return all(inFlight) < maxInFlight && (!pow || pow(inFlight) < maxPow && !isSuspended(inFlight));
    }

    @Override
    public String toString() {
        return id;
    }
}
