package org.irilb.health.check;

/** How a check ended, in HAProxy's codes (management guide, chapter 9.1, "check_status"). */
public enum CheckStatus {
    /** The connection was made, and no more was asked for. */
    L4OK(true, "Layer4 check passed"),
    /** No connection in time. */
    L4TOUT(false, "Layer4 timeout"),
    /** No connection: refused, unreachable, or a name that nobody knows. */
    L4CON(false, "Layer4 connection problem"),
    /** No TLS in time. */
    L6TOUT(false, "Layer6 timeout"),
    /** No TLS: the certificate isn't trusted, or it isn't TLS. */
    L6RSP(false, "Layer6 invalid response"),
    /** Every answer was as it should be. */
    L7OK(true, "Layer7 check passed"),
    /** No whole answer in time. */
    L7TOUT(false, "Layer7 timeout"),
    /** An answer that isn't HTTP, or doesn't say what it should. */
    L7RSP(false, "Layer7 invalid response"),
    /** An answer with a status that it shouldn't have. */
    L7STS(false, "Layer7 wrong status");

    private final boolean passed;
    private final String description;

    CheckStatus(boolean passed, String description) {
        this.passed = passed;
        this.description = description;
    }

    public boolean passed() {
        return passed;
    }

    /** In words, as HAProxy has them. */
    public String description() {
        return description;
    }
}
