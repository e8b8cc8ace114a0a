package org.irilb.server.config;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.irilb.core.config.BalancerConfig;
import org.irilb.core.config.ListenerConfig;
import org.irilb.core.config.RouteConfig;
import org.irilb.core.config.RulesConfig;

/** What a configuration may well say, but rarely wants to. Pure. */
public final class Advice {

    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    private Advice() {}

    /** A line for each thing that an operator should look at; none keeps the balancer from starting. */
    public static List<String> of(Settings settings) {
        BalancerConfig balancer = settings.balancer();
        return Stream.of(
                        settings.acme().flatMap(acme -> unasked(acme.challenge(), balancer.listeners())),
                        refusedWebSocket(balancer))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Who asks for it sends no body, and so no command; and a browser sends no fields of a page's choice. */
    private static Optional<String> refusedWebSocket(BalancerConfig balancer) {
        RulesConfig rules = balancer.rules();
        if (balancer.routes().stream().noneMatch(RouteConfig::webSocket)) {
            return Optional.empty();
        }
        if (rules.requireCommand()) {
            return Optional.of("routes[].websocket: true, but rules.require-command refuses whoever asks for it, which"
                    + " takes no command (expected: false)");
        }
        return rules.requireHeader()
                .map(header -> "routes[].websocket: true, but rules.require-header refuses browsers that ask for it,"
                        + " which can't send " + header + " (expected: null)");
    }

    /** Authorities ask at one port only; there may be somebody in front who passes that on. */
    private static Optional<String> unasked(AcmeChallenge challenge, List<ListenerConfig> listeners) {
        boolean overTls = challenge == AcmeChallenge.TLS_ALPN_01;
        int port = overTls ? HTTPS_PORT : HTTP_PORT;
        boolean heard = listeners.stream()
                .anyMatch(listener -> listener.port() == port && listener.tls().isPresent() == overTls);
        return heard
                ? Optional.empty()
                : Optional.of("acme.challenge: " + challenge.label() + ", but no listener with" + (overTls ? "" : "out")
                        + " tls has port " + port + ", where the authority asks (expected: one, or somebody in front"
                        + " who passes that port on to one)");
    }
}
