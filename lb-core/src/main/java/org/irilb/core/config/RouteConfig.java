package org.irilb.core.config;

import java.util.List;

/**
 * Which pool a request belongs to.
 *
 * @param commands the commands that take this route, compared ignoring case; empty for every request
 * @param pool name of the pool
 */
public record RouteConfig(List<String> commands, String pool) {

    public RouteConfig {
        commands = List.copyOf(commands);
        commands.forEach(command -> Checks.name("route command", command));
        Checks.name("route pool", pool);
    }

    public boolean takesEverything() {
        return commands.isEmpty();
    }
}
