package org.irilb.core.guard;

/** What a request can be refused by; the configuration's key in parentheses. */
public enum Rule {
    /** A field is missing (require-header). */
    REQUIRE_HEADER,
    /** A command is missing (require-command). */
    REQUIRE_COMMAND,
    /** The body can't be read as every node would read it; always on. */
    READABLE_BODY,
    /** The command is for whitelisted sources only (deny-commands). */
    DENY_COMMANDS
}
