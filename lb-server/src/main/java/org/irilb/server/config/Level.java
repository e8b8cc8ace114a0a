package org.irilb.server.config;

import java.util.Locale;

/** What a session of the admin socket may do. Each level may do all that the ones before it may. */
public enum Level {
    /** Look at figures, and at the lists of rules; who the clients are and what they ask isn't told. */
    USER,
    /** Look at everything, and reset what only concerns figures. */
    OPERATOR,
    /** Change how the balancer works. */
    ADMIN;

    /** HAProxy's word for it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it may do what takes {@code needed}. */
    public boolean allows(Level needed) {
        return compareTo(needed) >= 0;
    }
}
