package org.irilb.core.config;

/** How a node is reached. */
public enum Scheme {
    HTTP,
    HTTPS
}
