package org.irilb.core.route;

import java.util.List;
import java.util.TreeMap;
import org.irilb.core.command.Command;
import org.irilb.core.config.RouteConfig;

/** The routes of one configuration; the first that takes a request wins. Immutable; any thread. */
public final class Routes {

    private final TreeMap<String, Integer> byCommand = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final int otherwise;
    private final boolean webSocket;

    /**
     * @param pools names; what {@link #poolIndex} returns is an index into them
     * @throws IllegalArgumentException if a route's pool isn't among them, or no route takes every command
     */
    public Routes(List<RouteConfig> routes, List<String> pools) {
        for (RouteConfig route : routes) {
            int pool = indexOf(route.pool(), pools);
            if (route.takesEverything()) {
                otherwise = pool;
                webSocket = route.webSocket();
                return;
            }
            route.commands().forEach(command -> byCommand.putIfAbsent(command, pool));
        }
        throw new IllegalArgumentException("routes: " + routes + " (expected: one without commands)");
    }

    /** The pool of a request; one without a command takes the route that takes everything. */
    public int poolIndex(Command command) {
        if (!(command instanceof Command.Named named)) {
            return otherwise;
        }
        Integer pool = byCommand.get(named.name());
        return pool == null ? otherwise : pool;
    }

    /** Whether clients may change to the WebSocket protocol. */
    public boolean allowWebSocket() {
        return webSocket;
    }

    private static int indexOf(String pool, List<String> pools) {
        int index = pools.indexOf(pool);
        if (index < 0) {
            throw new IllegalArgumentException("route pool: " + pool + " (expected: one of " + pools + ")");
        }
        return index;
    }
}
