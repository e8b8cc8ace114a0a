package org.irilb.core.config;

import java.util.List;

/**
 * Which pool a request belongs to.
 *
 * @param commands the commands that take this route, compared ignoring case; empty for every request
 * @param pool name of the pool
 * @param webSocket whether a client may change to the WebSocket protocol; only for a route that takes every request,
 *     as such a request carries no command
 */
public record RouteConfig(List<String> commands, String pool, boolean webSocket) {

    public RouteConfig {
        commands = List.copyOf(commands);
        commands.forEach(command -> Checks.name("route command", command));
        Checks.name("route pool", pool);
        if (webSocket && !commands.isEmpty()) {
            throw new IllegalArgumentException(
                    "route: websocket with commands " + commands + " (expected: a route without commands)");
        }
    }

    /** A route that allows no other protocol. */
    public RouteConfig(List<String> commands, String pool) {
        this(commands, pool, false);
    }

    public boolean takesEverything() {
        return commands.isEmpty();
    }
}
