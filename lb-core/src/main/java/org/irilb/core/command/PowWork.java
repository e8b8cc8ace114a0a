package org.irilb.core.command;

/**
 * The proof of work that a body asks for.
 *
 * @param transactions entries of its {@code trytes}, each of which needs a nonce; 0 or more
 * @param magnitude its {@code minWeightMagnitude}, 1 or more; {@link #NOT_SAID} if it isn't said so that a node takes that
 *     of its network, or refuses
 */
public record PowWork(int transactions, int magnitude) {

    public static final int NOT_SAID = -1;

    /** Of a command that does none. */
    public static final PowWork NONE = new PowWork(0, NOT_SAID);

    /** The magnitude of IOTA's main network, which is assumed where none is said. */
    public static final int USUAL_MAGNITUDE = 14;

    /** Nodes refuse more. */
    private static final int LARGEST_MAGNITUDE = 243;

    /** @param magnitude as it was said, possibly less than 1 */
    static PowWork of(int transactions, int magnitude) {
        return new PowWork(transactions, magnitude < 1 ? NOT_SAID : magnitude);
    }

    /** How much it is, in transactions at {@link #USUAL_MAGNITUDE}: a third for each magnitude less. */
    public double usualTransactions() {
        int said = magnitude == NOT_SAID ? USUAL_MAGNITUDE : Math.min(magnitude, LARGEST_MAGNITUDE);
        return transactions * Math.pow(3, said - USUAL_MAGNITUDE);
    }
}
