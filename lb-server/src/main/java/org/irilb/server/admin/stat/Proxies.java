package org.irilb.server.admin.stat;

import java.util.Optional;
import java.util.OptionalInt;
import org.irilb.core.metrics.BalancerStatus;
import org.irilb.core.metrics.BalancerStatus.ListenerStatus;
import org.irilb.core.metrics.BalancerStatus.PoolStatus;

/**
 * The numbers of listeners and pools. HAProxy numbers its proxies in the order of the configuration and keeps 1 for its
 * own; so do we, listeners first.
 */
public final class Proxies {

    private static final int FIRST = 2;

    private Proxies() {}

    /** Number of the listener at {@code index} of {@link BalancerStatus#listeners()}. */
    static int ofListener(int index) {
        return FIRST + index;
    }

    /** Number of the pool at {@code index} of {@link BalancerStatus#pools()}. */
    public static int ofPool(BalancerStatus status, int index) {
        return FIRST + status.listeners().size() + index;
    }

    /**
     * Number of the listener or pool that an operator calls by its name, or by {@code #} and its number; of the listener
     * if there are both.
     */
    public static OptionalInt named(BalancerStatus status, String reference) {
        for (int i = 0; i < status.listeners().size(); i++) {
            if (isCalled(reference, status.listeners().get(i).name(), ofListener(i))) {
                return OptionalInt.of(ofListener(i));
            }
        }
        for (int i = 0; i < status.pools().size(); i++) {
            if (isCalled(reference, status.pools().get(i).name(), ofPool(status, i))) {
                return OptionalInt.of(ofPool(status, i));
            }
        }
        return OptionalInt.empty();
    }

    private static boolean isCalled(String reference, String name, int number) {
        return reference.equals(name) || reference.equals("#" + number);
    }

    /** The listener that an operator calls by its name, or by {@code #} and its number. */
    public static Optional<ListenerStatus> listener(BalancerStatus status, String reference) {
        for (int i = 0; i < status.listeners().size(); i++) {
            ListenerStatus listener = status.listeners().get(i);
            if (isCalled(reference, listener.name(), ofListener(i))) {
                return Optional.of(listener);
            }
        }
        return Optional.empty();
    }

    /** The pool that an operator calls by its name, or by {@code #} and its number. */
    public static Optional<PoolStatus> pool(BalancerStatus status, String reference) {
        for (int i = 0; i < status.pools().size(); i++) {
            PoolStatus pool = status.pools().get(i);
            if (isCalled(reference, pool.name(), ofPool(status, i))) {
                return Optional.of(pool);
            }
        }
        return Optional.empty();
    }
}
