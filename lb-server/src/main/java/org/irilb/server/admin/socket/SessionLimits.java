package org.irilb.server.admin.socket;

import java.time.Duration;

/**
 * What sessions of an admin socket may take.
 *
 * @param sessions at a time at each endpoint, so that those who may only look keep no admin waiting; more wait in the
 *     kernel's backlog
 * @param timeout how long a client may be silent, or not read what it has asked for, unless it shows a prompt
 */
public record SessionLimits(int sessions, Duration timeout) {

    /** HAProxy's ("stats maxconn" and "stats timeout"). */
    public static final SessionLimits STANDARD = new SessionLimits(10, Duration.ofSeconds(10));
}
