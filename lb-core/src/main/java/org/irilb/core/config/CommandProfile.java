package org.irilb.core.config;

/**
 * What is known of a command.
 *
 * @param name as nodes spell it; empty for commands that nothing is known of
 * @param kind what kind of work it is
 * @param lock what it holds at its node while it runs, so that others with the same lock wait; empty for nothing
 * @param retry whether it may be sent again
 * @param cost to a node, compared with other commands, 0..1,000,000; for proof of work that of one transaction at
 *     minWeightMagnitude 14
 */
public record CommandProfile(String name, CommandClass kind, String lock, RetryRule retry, int cost) {

    /** What a command costs at most. */
    public static final int MAX_COST = 1_000_000;

    /** A command that nothing is known of may run anything, e.g. a module of the node. */
    public static final CommandProfile UNKNOWN = new CommandProfile("", CommandClass.ADMIN, "", RetryRule.NEVER, 10);

    public CommandProfile {
        if (!name.isEmpty()) {
            Checks.name("command name", name);
        }
        if (!lock.isEmpty()) {
            Checks.name("lock", lock);
        }
        Checks.within("cost", cost, 0, MAX_COST);
    }
}
