package org.irilb.server.acme;

import java.time.Instant;
import java.util.Optional;

/**
 * How getting a certificate fares.
 *
 * @param domain the first of those that it is for
 * @param issued certificates that were got since the start
 * @param failed attempts that failed since the start
 * @param next when the next attempt is due; in the past if it is under way
 * @param notAfter until when the present certificate is valid; empty while there is none but the placeholder
 * @param problem what the last attempt failed with; empty if it didn't
 */
public record AcmeStatus(
        String domain, long issued, long failed, Instant next, Optional<Instant> notAfter, String problem) {}
