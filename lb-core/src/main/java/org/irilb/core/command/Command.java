package org.irilb.core.command;

import org.irilb.core.config.CommandClass;
import org.irilb.core.config.CommandProfile;

/** What a node would execute when it gets a body. */
public sealed interface Command {

    /**
     * A command.
     *
     * @param name as the client wrote it, after decoding escapes; not empty
     * @param profile what is known of it, or {@link CommandProfile#UNKNOWN}
     * @param work what it asks for if it {@linkplain #doesWork does proof of work}, otherwise {@link PowWork#NONE}
     */
    record Named(String name, CommandProfile profile, PowWork work) implements Command {

        public Named(String name, CommandProfile profile) {
            this(name, profile, PowWork.NONE);
        }

        /** Whether it is proof of work, which a node goes on with when its client has left. */
        public boolean doesWork() {
            return profile.kind() == CommandClass.POW;
        }

        Named with(PowWork work) {
            return new Named(name, profile, work);
        }
    }

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
