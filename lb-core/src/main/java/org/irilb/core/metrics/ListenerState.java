package org.irilb.core.metrics;

/** What becomes of connections that come to a listener. */
public enum ListenerState {
    /** It takes them. */
    OPEN,
    /** Its port is closed, until an operator opens it again. */
    PAUSED,
    /** Its port is closed for good, as the balancer ends. */
    STOPPED
}
