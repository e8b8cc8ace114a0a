package org.irilb.server.config;

/** How a line of the access log looks. */
public enum AccessFormat {
    /** As HAProxy's HTTP format. */
    HAPROXY,
    /** An object. */
    JSON
}
