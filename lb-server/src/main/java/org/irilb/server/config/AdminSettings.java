package org.irilb.server.config;

import java.util.Optional;

/**
 * How operators look at a running balancer.
 *
 * @param socket where HAProxy's {@code show stat} is answered; nothing for nowhere
 */
public record AdminSettings(Optional<Endpoint> socket) {}
