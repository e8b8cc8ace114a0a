package org.irilb.health.check;

/** How a check ended, in HAProxy's codes (management guide, chapter 9.1, "check_status"). */
public enum CheckStatus {
    /** There was no socket to be had here: that says nothing of the node, and what was known of it stays. */
    SOCKERR(Outcome.UNKNOWN, "Socket error"),
    /** What was said changes nothing. */
    CHECKED(Outcome.UNKNOWN, "No status change"),
    /** The connection was made, and no more was asked for. */
    L4OK(Outcome.PASSED, "Layer4 check passed"),
    /** No connection in time. */
    L4TOUT(Outcome.FAILED, "Layer4 timeout"),
    /** No connection: refused, unreachable, or a name that nobody knows. */
    L4CON(Outcome.FAILED, "Layer4 connection problem"),
    /** The connection was made, TLS is spoken over it, and no more was asked for. */
    L6OK(Outcome.PASSED, "Layer6 check passed"),
    /** No TLS in time. */
    L6TOUT(Outcome.FAILED, "Layer6 timeout"),
    /** No TLS: the certificate isn't trusted, or it isn't TLS. */
    L6RSP(Outcome.FAILED, "Layer6 invalid response"),
    /** Every answer was as it should be. */
    L7OK(Outcome.PASSED, "Layer7 check passed"),
    /** No whole answer in time. */
    L7TOUT(Outcome.FAILED, "Layer7 timeout"),
    /** An answer that isn't HTTP, or doesn't say what it should. */
    L7RSP(Outcome.FAILED, "Layer7 invalid response"),
    /** An answer with a status that it shouldn't have. */
    L7STS(Outcome.FAILED, "Layer7 wrong status");

    private enum Outcome {
        PASSED,
        FAILED,
        UNKNOWN
    }

    private final Outcome outcome;
    private final String description;

    CheckStatus(Outcome outcome, String description) {
        this.outcome = outcome;
        this.description = description;
    }

    public boolean passed() {
        return outcome == Outcome.PASSED;
    }

    /** Whether it says anything of the node. */
    public boolean isKnown() {
        return outcome != Outcome.UNKNOWN;
    }

    /** In words, as HAProxy has them. */
    public String description() {
        return description;
    }
}
