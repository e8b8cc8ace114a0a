package org.irilb.core.config;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Everything the balancer is told at start, except its nodes.
 *
 * @param listeners where clients connect; at least one, names unique
 * @param maxConnections client connections over all listeners, 1 or more
 * @param timeouts how long each phase may take
 * @param maxBody largest body that is read whole, in bytes; a larger one is answered 413
 * @param pools at least one, names unique
 * @param routes tried in order; the last one must take every command
 * @param rules what is refused
 * @param basicAuth who may ask at all; empty for everybody
 * @param compression which answers are compressed
 * @param pow how proof of work is looked after
 * @param nodeTls how TLS is spoken with nodes
 * @param via what the balancer calls itself in the Via field of what it passes on (RFC 9110, section 7.6.3); empty to
 *     leave the field out
 * @param workers event loops, 0 for one per core
 * @param transport how sockets are driven
 */
public record BalancerConfig(
        List<ListenerConfig> listeners,
        int maxConnections,
        Timeouts timeouts,
        int maxBody,
        List<PoolConfig> pools,
        List<RouteConfig> routes,
        RulesConfig rules,
        Optional<BasicAuthConfig> basicAuth,
        CompressionConfig compression,
        PowConfig pow,
        NodeTlsConfig nodeTls,
        Optional<String> via,
        int workers,
        TransportChoice transport) {

    public BalancerConfig {
        listeners = List.copyOf(listeners);
        pools = List.copyOf(pools);
        routes = List.copyOf(routes);
        unique("listeners", listeners.stream().map(ListenerConfig::name).toList());
        Set<String> poolNames =
                unique("pools", pools.stream().map(PoolConfig::name).toList());
        Checks.within("max-connections", maxConnections, 1, Integer.MAX_VALUE);
        Checks.within("max-body", maxBody, 1, 1 << 30);
        via.ifPresent(pseudonym -> Checks.name("via", pseudonym));
        Checks.within("workers", workers, 0, 1024);
        for (RouteConfig route : routes) {
            if (!poolNames.contains(route.pool())) {
                throw new IllegalArgumentException(
                        "routes: pool '" + route.pool() + "' (expected: one of " + poolNames + ")");
            }
        }
        if (routes.isEmpty() || !routes.get(routes.size() - 1).takesEverything()) {
            throw new IllegalArgumentException("routes: the last one must be without commands, for all that is left");
        }
    }

    /** The same, for these users only; for everybody without. */
    public BalancerConfig with(Optional<BasicAuthConfig> other) {
        return with(listeners, rules, other, nodeTls);
    }

    /** The same, at other listeners. */
    public BalancerConfig with(List<ListenerConfig> other) {
        return with(other, rules, basicAuth, nodeTls);
    }

    /** The same, with another way to speak with nodes. */
    public BalancerConfig with(NodeTlsConfig other) {
        return with(listeners, rules, basicAuth, other);
    }

    public BalancerConfig with(RulesConfig other) {
        return with(listeners, other, basicAuth, nodeTls);
    }

    private BalancerConfig with(
            List<ListenerConfig> listeners,
            RulesConfig rules,
            Optional<BasicAuthConfig> basicAuth,
            NodeTlsConfig nodeTls) {
        return new BalancerConfig(
                listeners,
                maxConnections,
                timeouts,
                maxBody,
                pools,
                routes,
                rules,
                basicAuth,
                compression,
                pow,
                nodeTls,
                via,
                workers,
                transport);
    }

    private static Set<String> unique(String field, List<String> names) {
        if (names.isEmpty()) {
            throw new IllegalArgumentException(field + ": empty (expected: at least one)");
        }
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(name)) {
                throw new IllegalArgumentException(field + ": '" + name + "' twice (expected: unique names)");
            }
        }
        return seen;
    }
}
