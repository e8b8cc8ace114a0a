package org.irilb.core.command;

/** What a node would execute when it gets a body. */
public sealed interface Command {

    /**
     * A command.
     *
     * @param name as the client wrote it, after decoding escapes; not empty
     * @param profile what is known of it, or {@link CommandProfile#UNKNOWN}
     */
    record Named(String name, CommandProfile profile) implements Command {}

    /** No command: there is no body, or an object without one. */
    record None() implements Command {}

    /**
     * Nothing that every node would read alike.
     *
     * @param why in a node's words where it has some; carries parts of the body, so it is to be escaped
     */
    record Malformed(String why) implements Command {}

    Command NONE = new None();
}
