package org.irilb.server.config;

import java.nio.file.Path;
import java.util.Optional;
import org.irilb.core.config.BasicAuthConfig;

/**
 * How operators look at a running balancer.
 *
 * @param socket where HAProxy's runtime API is served over TCP; empty for nowhere
 * @param unixSocket the same as a file that only the owner of the process may use
 * @param web where statistics and metrics are served over HTTP; empty for nowhere
 * @param basicAuth who may look at them there; anybody if there is none
 */
public record AdminSettings(
        Optional<Endpoint> socket,
        Optional<Path> unixSocket,
        Optional<Endpoint> web,
        Optional<BasicAuthConfig> basicAuth) {}
