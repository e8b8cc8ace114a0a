package org.irilb.core.guard;

/** What a request can be refused by. */
public enum Rule {
    /** A field is missing. */
    REQUIRE_HEADER("require-header"),
    /** A command is missing. */
    REQUIRE_COMMAND("require-command"),
    /** The body can't be read as every node would read it; always on. */
    READABLE_BODY("readable-body"),
    /** Nothing is known of the command. */
    UNKNOWN_COMMANDS("unknown-commands"),
    /** The command is for whitelisted sources only. */
    DENY_COMMANDS("deny-commands"),
    /** The command isn't for this source. */
    COMMAND_SOURCES("commands.sources"),
    /** The body is too long for its command. */
    COMMAND_BODY("commands.max-body"),
    /** A list in the body is too long for its command. */
    COMMAND_LIST("commands.max-list"),
    /** Too many transactions want proof of work. */
    WORK_TRANSACTIONS("attach.max-transactions"),
    /** Each of them wants too much. */
    WORK_MAGNITUDE("attach.max-magnitude"),
    /** The body looks as one that isn't wanted. */
    DENY_BODIES("deny-bodies"),
    /** The source may do nothing. */
    DENY_SOURCES("deny-sources"),
    /** The source exceeded one of the following rules a short time ago. */
    BANNED("abuse.ban"),
    /** Too many connections, and further requests on them. */
    CONNECTION_RATE("abuse.connection-rate"),
    /** Too many requests in a short time. */
    REQUEST_RATE("abuse.request-rate"),
    /** Too many requests in a long time. */
    REQUESTS("abuse.requests"),
    /** Too many requests at a time. */
    OPEN_CONNECTIONS("abuse.open-connections"),
    /** Too many requests with some commands. */
    COMMAND_RATE("abuse.commands"),
    /** What the source asks for costs too much. */
    BUDGET("budget"),
    /** Name or password is missing, or wrong. */
    BASIC_AUTH("basic-auth");

    private final String key;

    Rule(String key) {
        this.key = key;
    }

    /** As the configuration calls it, within its rules. */
    public String key() {
        return key;
    }
}
