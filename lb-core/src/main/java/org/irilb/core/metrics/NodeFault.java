package org.irilb.core.metrics;

/** What a node can do wrong with a request, that no client has caused. */
public enum NodeFault {
    /** No connection: refused, unreachable, or not in time. */
    CONNECT("no connection"),
    /** It broke the connection off. */
    ABORT("the connection broke off"),
    /** It took longer to answer than {@code timeouts.server}. */
    TIMEOUT("no answer in time"),
    /** Its answer was not HTTP. */
    MALFORMED("a malformed answer"),
    /** It answered 502, 503 or 504, as whatever stands before a node does that is gone. */
    GATEWAY("a status of 502 to 504"),
    /** It answered that its subtangle has not been updated yet. */
    NOT_READY("not ready");

    private final String text;

    NodeFault(String text) {
        this.text = text;
    }

    /** For operators. */
    public String text() {
        return text;
    }
}
