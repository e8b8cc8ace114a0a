package org.irilb.server.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.irilb.core.config.BasicAuthConfig;

/**
 * How operators look at a running balancer.
 *
 * @param socket where HAProxy's runtime API is served over TCP; empty for nowhere
 * @param unixSocket the same as a file that only the owner of the process may use
 * @param sockets further ones
 * @param maxSessions at a time at each of them, 1 or more
 * @param timeout how long a session may be silent, unless it shows a prompt
 * @param web where statistics and metrics are served over HTTP; empty for nowhere
 * @param basicAuth who may look at them there; anybody if there is none
 */
public record AdminSettings(
        Optional<Endpoint> socket,
        Optional<Path> unixSocket,
        List<Socket> sockets,
        int maxSessions,
        Duration timeout,
        Optional<Endpoint> web,
        Optional<BasicAuthConfig> basicAuth) {

    /**
     * A further place where the runtime API is served.
     *
     * @param bind over TCP; either this or {@code path}
     * @param path as a file
     * @param mode who may use that file; of no meaning over TCP
     * @param level what sessions there may do
     */
    public record Socket(Optional<Endpoint> bind, Optional<Path> path, SocketMode mode, Level level) {}
}
