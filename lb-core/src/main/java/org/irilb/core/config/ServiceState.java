package org.irilb.core.config;

/** Whether a node may serve, by what its source and its checks say; HAProxy's words for a server's state. */
public enum ServiceState {
    /** It may serve. */
    READY,
    /** No new requests; running ones finish. */
    DRAIN,
    /** Somebody took it out of service. Running requests finish. */
    MAINT,
    /** Its checks say that it can't serve. Running requests finish. */
    DOWN
}
