package org.irilb.server.admin.command;

/** How much a message matters, with syslog's number and word. */
public enum Severity {
    ERROR(3, "err"),
    WARNING(4, "warning"),
    NOTICE(5, "notice"),
    INFO(6, "info");

    private final int number;
    private final String word;

    Severity(int number, String word) {
        this.number = number;
        this.word = word;
    }

    /** How a session wants to be told. */
    public enum Output {
        NONE,
        NUMBER,
        STRING
    }

    /** What stands before a message of this severity. */
    public String prefix(Output output) {
        return switch (output) {
            case NONE -> "";
            case NUMBER -> "[" + number + "]: ";
            case STRING -> "[" + word + "]: ";
        };
    }
}
