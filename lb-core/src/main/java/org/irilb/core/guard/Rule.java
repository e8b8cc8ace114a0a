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
    DENY_COMMANDS,
    /** The source exceeded one of the following rules a short time ago (abuse.ban). */
    BANNED,
    /** Too many connections, and further requests on them (abuse.connection-rate). */
    CONNECTION_RATE,
    /** Too many requests in a short time (abuse.request-rate). */
    REQUEST_RATE,
    /** Too many requests in a long time (abuse.requests). */
    REQUESTS,
    /** Too many requests at a time (abuse.open-connections). */
    OPEN_CONNECTIONS,
    /** What the source asks for costs too much (budget). */
    BUDGET
}
