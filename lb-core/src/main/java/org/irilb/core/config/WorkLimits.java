package org.irilb.core.config;

/**
 * How much proof of work one request may ask for.
 *
 * @param maxTransactions 1 or more
 * @param maxMagnitude largest minWeightMagnitude, 1 or more; each one more is three times the work
 */
public record WorkLimits(int maxTransactions, int maxMagnitude) {

    public static final WorkLimits NONE = new WorkLimits(Integer.MAX_VALUE, Integer.MAX_VALUE);

    public WorkLimits {
        Checks.within("max-transactions", maxTransactions, 1, Integer.MAX_VALUE);
        Checks.within("max-magnitude", maxMagnitude, 1, Integer.MAX_VALUE);
    }
}
