package org.irilb.core.config;

/** Whether its source says that a node may serve; HAProxy's words for a server's state. */
public enum ServiceState {
    /** It may serve. */
    READY,
    /** No new requests; running ones finish. */
    DRAIN,
    /** Out of service: a check fails, or somebody put it into maintenance. Running requests finish. */
    MAINT
}
