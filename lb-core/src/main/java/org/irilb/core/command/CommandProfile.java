package org.irilb.core.command;

/**
 * What is known of a command.
 *
 * @param name as nodes spell it; empty for commands that nothing is known of
 * @param kind what kind of work it is
 * @param lock whether it waits for, and holds up, the others of this kind at its node
 * @param retry whether it may be sent again
 */
public record CommandProfile(String name, CommandClass kind, boolean lock, RetryRule retry) {

    /** A command that nothing is known of may run anything, e.g. a module of the node. */
    public static final CommandProfile UNKNOWN = new CommandProfile("", CommandClass.ADMIN, false, RetryRule.NEVER);
}
